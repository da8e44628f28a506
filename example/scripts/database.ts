import { charm } from 'jest-operator/embedded';

/** How the `database` charm behaves on the embedded controller. */
export default charm({
  on: {
    start(unit) {
      unit.setWorkloadVersion('1.4');
      unit.setStatus('active');
    },

    // The leader answers for the application: one database for each application that asks.
    'database-relation-changed'(unit) {
      if (!unit.isLeader) return;
      for (const relation of unit.relations('database')) {
        const wanted = relation.get(relation.app)['database-name'];
        if (wanted === undefined) continue;
        relation.set({ 'database-name': wanted, endpoint: `${unit.address}:5432` }, { app: true });
      }
    },
  },

  actions: {
    'list-databases'(unit) {
      const names = unit.relations('database').map((relation) => relation.get(relation.app)['database-name']);
      return { databases: names.filter((name) => name !== undefined).join(',') };
    },
  },
});
