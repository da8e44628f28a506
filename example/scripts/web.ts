import { charm, type CharmContext } from 'jest-operator/embedded';

/** How the `web` charm behaves on the embedded controller. */
export default charm({
  on: {
    start: reconcile,
    'config-changed': reconcile,
    'leader-elected': askForDatabase,
    'database-relation-created': askForDatabase,
    'database-relation-changed': reconcile,
    'database-relation-broken': reconcile,
  },

  actions: {
    greet(unit) {
      if (unit.status.status !== 'active') unit.fail('there is no database to remember the visit in');
      return { greeting: `${String(unit.config['greeting'])}, ${String(unit.action.parameters['name'])}` };
    },
  },
});

/** Only the leader speaks for the application. */
function askForDatabase(unit: CharmContext): void {
  if (!unit.isLeader) return;
  for (const relation of unit.relations('database')) {
    relation.set({ 'database-name': unit.app }, { app: true });
  }
}

/** The unit's status follows from what it has, whatever hook it is. */
function reconcile(unit: CharmContext): void {
  const [database] = unit.relations('database');
  if (database === undefined || unit.hook.name === 'database-relation-broken') {
    unit.setStatus('blocked', 'missing relation: database');
    return;
  }
  const endpoint = database.get(database.app)['endpoint'];
  if (endpoint === undefined) {
    unit.setStatus('waiting', 'waiting for the database');
    return;
  }
  unit.openPort(Number(unit.config['port']));
  unit.setStatus('active', `serving from ${endpoint}`);
}
