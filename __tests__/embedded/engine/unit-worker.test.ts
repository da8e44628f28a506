import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import type { ScriptContext } from '../../../src/embedded/agent/scripted/script-context';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

const noRetry = { model: { config: { 'automatically-retry-hooks': false } } };

function fail(message: string): never {
  throw new Error(message);
}

type Domain = ReturnType<typeof startDomain>;

async function errorOf(domain: Domain, name: string) {
  await domain.until(`${name} is in error`, () => domain.model.unit(name).workload.status === 'error');
  return domain.model.unit(name);
}

function failures(entries: readonly { readonly message: string }[]): number {
  return entries.filter(({ message }) => message.endsWith('failed: exit status 1')).length;
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
      ['ERROR', 'unit.web/0.start', 'Error: no disk'],
    ]);
    expect(lines.at(-1)).toMatchObject({
      level: 'ERROR',
      module: 'juju.worker.uniter.operation',
      entity: 'unit-web-0',
      message: 'hook "start" (via hook dispatching script: dispatch) failed: exit status 1',
    });
    expect(lines.some(({ message }) => message.includes('unit-worker.test.ts'))).toBe(true);
  },
);

test('a hook fails when Juju refuses what the charm has said, and the log says what as Juju has it', async () => {
  const addSecret = ({ secrets }: ScriptContext) => void secrets.add({ key: 'value' }, { label: 'own' });
  const web = charm({ on: { install: addSecret, start: addSecret } });
  const domain = startDomain({ charms: { web }, ...noRetry });
  await domain.deploy('web');

  const unit = await errorOf(domain, 'web/0');

  expect(unit.workload.message).toBe('hook failed: "start"');
  const refused = 'creating secrets: secret with label "own" already exists';
  const lines = domain.model.log.entries.filter(({ level }) => level !== 'INFO');
  expect(lines.map(({ level, module, message }) => [level, module, message])).toEqual([
    ['ERROR', 'juju.worker.uniter.context', `cannot apply changes: ${refused}`],
    [
      'ERROR',
      'juju.worker.uniter.operation',
      `hook "start" (via hook dispatching script: dispatch) failed: ${refused}`,
    ],
  ]);
});

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
