import { charm, type ScriptContext } from '../../../src/embedded';

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
    greet(ctx) {
      if (ctx.status.status !== 'active') {
        ctx.fail('there is no database to remember the visit in');
        return;
      }
      return { greeting: `${String(ctx.config['greeting'])}, ${String(ctx.params['name'])}` };
    },
  },
});

/** Only the leader speaks for the application. */
function askForDatabase(ctx: ScriptContext): void {
  if (!ctx.isLeader) return;
  for (const relation of ctx.relations('database')) relation.setApp({ 'database-name': ctx.app });
}

/** The unit's status follows from what it has, whatever the hook. */
function reconcile(ctx: ScriptContext): void {
  const [database] = ctx.relations('database');
  if (database === undefined || ctx.hook === 'database-relation-broken') {
    ctx.setStatus('blocked', 'missing relation: database');
    return;
  }
  const { endpoint } = database.get();
  if (endpoint === undefined) {
    ctx.setStatus('waiting', 'waiting for the database');
    return;
  }
  ctx.openPort(Number(ctx.config['port']));
  ctx.setStatus('active', `serving from ${endpoint}`);
}
