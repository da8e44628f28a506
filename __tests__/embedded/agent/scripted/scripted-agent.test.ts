import { runInNewContext } from 'node:vm';
import type { CharmScript } from '../../../../src/embedded/agent/scripted/charm-script';
import { charm } from '../../../../src/embedded/agent/scripted/charm-script';
import { ScriptedAgents } from '../../../../src/embedded/agent/scripted/scripted-agent';
import { shown, startDomain } from '../../../support/embedded-domain';

const misfits: readonly (readonly [CharmScript, string])[] = [
  [
    { on: { 'database-relation-joined': () => undefined } },
    'charm "web" has no hook "database-relation-joined"; did you mean "db-relation-joined"?',
  ],
  [
    { on: { 'moon-relation-joined': () => undefined } },
    'charm "web" has no hook "moon-relation-joined"; did you mean "db-relation-joined"?',
  ],
  [{ actions: { great: () => undefined } }, 'charm "web" declares no action "great"; did you mean "greet"?'],
  [{ actions: { 'fly-away': () => undefined } }, 'charm "web" declares no action "fly-away"'],
];

test.each(misfits)(
  'a charm whose script does not fit it is refused when it comes',
  async (script, message) => {
    const domain = startDomain({ charms: { web: charm(script) } });
    await expect(domain.deploy('web')).rejects.toThrow(message);
    expect(domain.model.charms.size).toBe(0);
  },
);

test('a script that does not fit a charm that is there already fails the next hook, and says why in the log', async () => {
  const domain = startDomain({ model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web', { units: 0 });
  domain.scripts.set('web', charm({ actions: { great: () => undefined } }));
  domain.model.addUnits('web', { count: 1 });
  await domain.until('it is in error', () => domain.model.unit('web/0').workload.status === 'error');
  expect(shown(domain.model.unit('web/0'))).toBe('error/idle hook failed: "install"');
  expect(domain.model.log.entries.map((entry) => entry.message)).toContain(
    'JujuError: charm "web" declares no action "great"; did you mean "greet"?',
  );
});

test('a script that is replaced runs from the next hook on', async () => {
  const domain = startDomain({
    charms: { web: charm({ on: { start: (ctx) => ctx.setStatus('active', 'old') } }) },
  });
  await domain.deploy('web');
  await domain.settled();
  domain.scripts.set('web', charm({ on: { 'config-changed': (ctx) => ctx.setStatus('active', 'new') } }));
  domain.model.setApplicationConfig('web', { title: 'x' });
  await domain.until('it is new', () => shown(domain.model.unit('web/0')) === 'active/idle new');
  expect(domain.scripts.get('web')?.on?.['start']).toBeUndefined();
});

test('a handler sees who and where it is, and what Juju told it', async () => {
  const seen: Record<string, unknown>[] = [];
  const web = charm({
    on: {
      start: (ctx) =>
        void seen.push({
          unit: ctx.unit,
          app: ctx.app,
          model: ctx.model.name,
          machine: ctx.machine,
          principal: ctx.principal,
          hook: ctx.hook,
          relation: ctx.relation,
          isLeader: ctx.isLeader,
          plannedUnits: ctx.plannedUnits,
          title: ctx.config['title'],
          status: ctx.status,
          address: /^10\./.test(ctx.address),
          peers: ctx.relations('replicas').map(({ app, endpoint, units }) => [app, endpoint, units]),
        }),
    },
    actions: { wait: (ctx) => ({ hook: ctx.hook, id: ctx.action.id, name: ctx.action.name }) },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  expect(seen).toEqual([
    {
      unit: 'web/0',
      app: 'web',
      model: 'test',
      machine: '0',
      principal: '',
      hook: 'start',
      relation: undefined,
      isLeader: true,
      plannedUnits: 1,
      title: 'Welcome',
      status: { status: 'maintenance', message: 'installing charm software' },
      address: true,
      peers: [['web', 'replicas', []]],
    },
  ]);
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  await domain.until('it is done', () => action?.completed !== undefined);
  expect(action?.output).toEqual({ hook: '', id: action?.id, name: 'wait', 'return-code': 0 });
});

test('a handler waits in Juju’s time, and is woken when its unit goes', async () => {
  const ended: string[] = [];
  const web = charm({
    on: {
      async start(ctx) {
        await ctx.sleep('1s');
        ended.push('start');
      },
      async stop(ctx) {
        await ctx.sleep('9999h').catch((error: unknown) => ended.push((error as Error).message));
      },
    },
  });
  const domain = startDomain({ charms: { web }, timeScale: 10_000 });
  await domain.deploy('web');
  await domain.settled();
  domain.model.destroyUnit('web/0');
  await domain.until('stop runs', () => domain.model.unit('web/0').agent.message === 'running stop hook');
  domain.model.destroyUnit('web/0', { force: true, maxWaitMs: 0 });
  await domain.until('it is gone', () => domain.model.machines.size === 0);
  expect(ended).toEqual(['start', 'the unit is gone']);
});

test('relation data that are no texts are refused with what to write', async () => {
  const web = charm({
    on: { 'replicas-relation-created': (ctx) => ctx.relation?.set({ port: 5 as unknown as string }) },
  });
  const domain = startDomain({ charms: { web }, model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web');
  await domain.until('it is in error', () => domain.model.unit('web/0').workload.status === 'error');
  expect(domain.model.log.entries.map(({ message }) => message)).toContain(
    'JujuError: relation data are texts, "port" is of type number: write String(value) or JSON.stringify(value)',
  );
});

test('a line of a relation hook says which relation, and levels are kept out by the model’s config', async () => {
  const web = charm({
    on: {
      'replicas-relation-created'(ctx) {
        ctx.log('hello');
        ctx.log('details', 'DEBUG');
      },
      start: (ctx) => ctx.log('shown now', 'DEBUG'),
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web', { units: 0 });
  domain.model.addUnits('web', { count: 1 });
  await domain.until('hello is there', () =>
    domain.model.log.entries.some(({ message }) => message.endsWith('hello')),
  );
  domain.model.setConfig({ 'logging-config': '<root>=WARNING;unit=DEBUG' });
  await domain.settled();
  const lines = domain.model.log.entries.filter(({ module }) => module === 'unit.web/0.juju-log');
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ['INFO', 'replicas:0: hello'],
    ['DEBUG', 'shown now'],
  ]);
});

test('a script of another realm, as of a test file, is waited for and its errors are shown whole', async () => {
  const source = `({
    install: async () => { await undefined; await undefined; },
    start: async () => { await undefined; throw new TypeError('from afar'); },
  })`;
  const on = runInNewContext(source) as Record<string, () => Promise<void>>;
  const domain = startDomain({
    charms: { web: charm({ on }) },
    model: { config: { 'automatically-retry-hooks': false } },
  });
  await domain.deploy('web');
  await domain.until('it is in error', () => domain.model.unit('web/0').workload.status === 'error');
  const said = domain.model.log.entries.filter(({ module }) => module === 'unit.web/0.start');
  expect(said[0]?.message).toBe('TypeError: from afar');
  expect(said[1]?.message).toMatch(/^ {4}at /);
});

test('what is thrown and is no error is shown as it is', async () => {
  const thrown: unknown = { reason: 'odd' };
  const web = charm({
    on: {
      start() {
        throw thrown;
      },
    },
  });
  const domain = startDomain({ charms: { web }, model: { config: { 'automatically-retry-hooks': false } } });
  await domain.deploy('web');
  await domain.until('it is in error', () => domain.model.unit('web/0').workload.status === 'error');
  expect(domain.model.log.entries.map(({ message }) => message)).toContain("{ reason: 'odd' }");
});

test('a script that is wrong is refused with the name of its charm', () => {
  expect(() => new ScriptedAgents({ shop: { hooks: {} } as never })).toThrow(
    /^The script of charm "shop" is wrong: a script has no "hooks"; it may have on,/,
  );
});
