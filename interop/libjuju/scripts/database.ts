import { charm } from '../../../src/embedded';

/** How the `database` charm behaves on the embedded controller. */
export default charm({
  on: {
    start(ctx) {
      ctx.setWorkloadVersion('1.4');
      ctx.setStatus('active');
    },

    // The leader answers for the application: one database for each application that asks.
    'database-relation-changed'(ctx) {
      if (!ctx.isLeader) return;
      for (const relation of ctx.relations('database')) {
        const name = relation.get()['database-name'];
        if (name === undefined) continue;
        relation.setApp({ 'database-name': name, endpoint: `${ctx.address}:5432` });
      }
    },
  },

  actions: {
    'list-databases'(ctx) {
      const names = ctx.relations('database').map((relation) => relation.get()['database-name']);
      return { databases: names.filter((name) => name !== undefined).join(',') };
    },
  },
});
