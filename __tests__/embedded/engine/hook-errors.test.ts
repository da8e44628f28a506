import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/charm-script';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];
const noRetry = { model: { config: { 'automatically-retry-hooks': false } } };

function fail(message: string): never {
  throw new Error(message);
}

test.each(series)(
  'on Juju %s a hook that throws is an error, with the hook in its status and the stack in the log',
  async (juju) => {
    const web = charm({ on: { start: () => fail('no disk') } });
    const domain = startDomain({ series: juju, charms: { web }, ...noRetry });
    await domain.deploy('web');
    const unit = await errorOf(domain, 'web/0');

    expect(unit.workload).toMatchObject({
      status: 'error',
      message: 'hook failed: "start"',
      data: { hook: 'start' },
    });
    expect(unit.agent).toMatchObject({ status: 'idle', message: '' });
    const lines = domain.model.log.entries.filter(({ level }) => level !== 'INFO');
    expect(lines.map(({ level, module, message }) => [level, module, message]).slice(0, 1)).toEqual([
      ['WARNING', 'unit.web/0.start', 'Error: no disk'],
    ]);
    expect(lines.at(-1)).toMatchObject({
      level: 'ERROR',
      module: 'juju.worker.uniter.operation',
      entity: 'unit-web-0',
      message: 'hook "start" (via hook dispatching script: dispatch) failed: exit status 1',
    });
    expect(lines.some(({ message }) => message.includes('hook-errors.test.ts'))).toBe(true);
  },
);

test('a failed hook of a relation says which relation and unit', async () => {
  const web = charm({ on: { 'db-relation-joined': () => fail('no') } });
  const domain = startDomain({ charms: { web }, ...noRetry });
  await domain.deploy('web');
  await domain.deploy('database');
  const relation = domain.model.addRelation(['web', 'database']);
  const unit = await errorOf(domain, 'web/0');
  expect(unit.workload).toMatchObject({
    message: 'hook failed: "db-relation-joined"',
    data: { hook: 'db-relation-joined', 'relation-id': relation.id, 'remote-unit': 'database/0' },
  });
});

test.each(series)('on Juju %s resolved runs the hook again, and the unit goes on', async (juju) => {
  let broken = true;
  const web = charm({
    on: {
      start(ctx) {
        if (broken) fail('no disk');
        ctx.setStatus('active');
      },
    },
  });
  const domain = startDomain({ series: juju, charms: { web }, ...noRetry });
  await domain.deploy('web');
  await errorOf(domain, 'web/0');
  domain.model.resolveUnits({ units: ['web/0'], retry: true });
  await domain.until('it has failed again', () => failures(domain.model.log.entries) === 2);
  await errorOf(domain, 'web/0');
  broken = false;
  domain.model.resolveUnits({ all: true, retry: true });
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('active/idle');
});

test('resolved without retry takes the hook as run, and shows what the charm said before', async () => {
  const web = charm({
    on: { install: (ctx) => ctx.setStatus('blocked', 'needs a database'), start: () => fail('no') },
  });
  const domain = startDomain({ charms: { web }, ...noRetry });
  await domain.deploy('web');
  await errorOf(domain, 'web/0');
  domain.model.resolveUnits({ units: ['web/0'], retry: false });
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('blocked/idle needs a database');
  expect(hooksOf(domain.model, 'web/0')).not.toContain('start');
});

test('a failed hook is retried by itself until it succeeds', async () => {
  let left = 3;
  const web = charm({
    on: {
      install() {
        left -= 1;
        if (left > 0) fail('not yet');
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  expect(failures(domain.model.log.entries)).toBe(2);
});

test('actions run while a hook is in error, and the error stays shown', async () => {
  const web = charm({ on: { start: () => fail('no') }, actions: { wait: () => ({ ran: 'yes' }) } });
  const domain = startDomain({ charms: { web }, ...noRetry });
  await domain.deploy('web');
  await errorOf(domain, 'web/0');
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  await domain.until('it is done', () => action?.completed !== undefined);
  const unit = await errorOf(domain, 'web/0');
  expect([action?.status, shown(unit)]).toEqual(['completed', 'error/idle hook failed: "start"']);
});

test('what a failed hook said is not kept, but its statuses are', async () => {
  const database = charm({
    on: {
      'db-relation-created'(ctx) {
        ctx.relation?.set({ host: 'kept not' });
        ctx.openPort(5432);
        ctx.state.set('k', 'v');
        ctx.secrets.add({ password: 'hush' }, { owner: 'unit' });
        ctx.setStatus('maintenance', 'at work');
        ctx.setWorkloadVersion('9');
        fail('no');
      },
    },
  });
  const domain = startDomain({ charms: { database }, ...noRetry });
  await domain.deploy('web');
  await domain.deploy('database');
  const relation = domain.model.addRelation(['web', 'database']);
  const unit = await errorOf(domain, 'database/0');
  expect(relation.unitSettings.get('database/0')?.values['host']).toBeUndefined();
  expect([unit.openedPorts, unit.state.size, domain.model.secrets.size]).toEqual([[], 0, 0]);
  expect([unit.ownWorkload.message, unit.workloadVersion]).toEqual(['at work', '9']);
});

test('a hook fails as often as a fault says, whether the charm has it or not', async () => {
  const domain = startDomain(noRetry);
  domain.faults.failHook({ of: 'web', hook: 'start', times: 1, message: 'made up' });
  await domain.deploy('web');
  await errorOf(domain, 'web/0');
  domain.model.resolveUnits({ all: true, retry: true });
  await domain.settled();
  expect(failures(domain.model.log.entries)).toBe(1);
  expect(domain.model.log.entries.some(({ message }) => message.includes('made up'))).toBe(true);
});

test('a fault of an action fails its task', async () => {
  const domain = startDomain({ charms: { web: charm({ actions: { wait: () => undefined } }) } });
  domain.faults.failHook({ of: 'web/0', hook: 'wait' });
  await domain.deploy('web');
  await domain.settled();
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  await domain.until('it is done', () => action?.completed !== undefined);
  expect(action).toMatchObject({ status: 'failed', message: 'exit status 1' });
});

test('a machine that does not start keeps its unit waiting, and says why if it can', async () => {
  const domain = startDomain();
  domain.faults.failProvisioning({ machine: '0', error: 'no quota' });
  domain.faults.failProvisioning({ machine: '1' });
  await domain.deploy('database', { units: 3 });
  await domain.until('the third is up', () => shown(domain.model.unit('database/2')) === 'unknown/idle');
  expect(domain.model.machine('0').instance).toMatchObject({
    status: 'provisioning error',
    message: 'no quota',
  });
  expect(domain.model.machine('1').instance.status).toBe('pending');
  expect([0, 1].map((number) => shown(domain.model.unit(`database/${String(number)}`)))).toEqual([
    'waiting/allocating waiting for machine',
    'waiting/allocating waiting for machine',
  ]);
});

test('a hook that failed on a relation that was then forced away is over when it is resolved', async () => {
  const domain = startDomain({
    charms: { web: charm({ on: { 'db-relation-joined': () => fail('no') } }) },
    ...noRetry,
  });
  await domain.deploy('web');
  await domain.deploy('database');
  const { id } = domain.model.addRelation(['web', 'database']);
  await errorOf(domain, 'web/0');
  domain.model.destroyRelation({ id, force: true, maxWaitMs: 0 });
  await domain.until('the relation is gone', () => !domain.model.relations.has(id));
  domain.model.resolveUnits({ units: ['web/0'], retry: true });
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});

test('an agent that is lost does nothing, and goes on when it is back', async () => {
  const domain = startDomain();
  await domain.deploy('web');
  await domain.deploy('database');
  await domain.settled();
  domain.faults.loseAgent(domain.model, 'web/0');
  domain.model.setApplicationConfig('web', { title: 'New' });
  domain.model.setApplicationConfig('database', { mode: 'new' });
  await domain.until(
    'the other has seen it',
    () => hooksOf(domain.model, 'database/0').filter((hook) => hook === 'config-changed').length === 2,
  );
  expect(shown(domain.model.unit('web/0'))).toBe("unknown/lost agent lost, see 'juju show-status-log web/0'");
  domain.faults.loseAgent(domain.model, 'web/0', false);
  await domain.until('it has seen it', () => hooksOf(domain.model, 'web/0').at(-1) === 'config-changed');
});

test('a handler that goes on after its hook has ended cannot write any more, and hears why', async () => {
  const heard: string[] = [];
  let later: (() => void) | undefined;
  const web = charm({
    on: {
      start(ctx) {
        later = () => {
          for (const write of [
            () => ctx.setStatus('active'),
            () => ctx.log('x'),
            () => ctx.isLeader,
            () => ctx.config,
          ]) {
            try {
              write();
            } catch (error) {
              heard.push((error as Error).message);
            }
          }
        };
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  later?.();
  expect(new Set(heard)).toEqual(
    new Set([
      'the start hook of web/0 has ended: its context cannot be used any more. Await everything that the handler starts before it returns',
    ]),
  );
  expect(heard).toHaveLength(4);
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});

type Domain = ReturnType<typeof startDomain>;

async function errorOf(domain: Domain, name: string) {
  await domain.until(`${name} is in error`, () => domain.model.unit(name).workload.status === 'error');
  return domain.model.unit(name);
}

function failures(entries: readonly { readonly message: string }[]): number {
  return entries.filter(({ message }) => message.endsWith('failed: exit status 1')).length;
}
