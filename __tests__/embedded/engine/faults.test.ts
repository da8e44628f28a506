import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { hooksOf, shown, startDomain } from '../../support/embedded-domain';

const noRetry = { model: { config: { 'automatically-retry-hooks': false } } };

type Domain = ReturnType<typeof startDomain>;

async function errorOf(domain: Domain, name: string) {
  await domain.until(`${name} is in error`, () => domain.model.unit(name).workload.status === 'error');
  return domain.model.unit(name);
}

function failures(entries: readonly { readonly message: string }[]): number {
  return entries.filter(({ message }) => message.endsWith('failed: exit status 1')).length;
}

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

test('a leader that is lost is one for as long as its lease, then another unit is', async () => {
  const domain = startDomain();
  const web = await domain.deploy('web', { units: 3 });
  await domain.settled();
  expect(web.leader).toBe('web/0');

  domain.faults.loseAgent(domain.model, 'web/1');
  domain.faults.loseAgent(domain.model, 'web/0');
  await domain.until('another leads', () => hooksOf(domain.model, 'web/2').includes('leader-elected'));
  for (const unit of ['web/0', 'web/1']) domain.faults.loseAgent(domain.model, unit, false);
  await domain.settled('web');

  expect(web.leader).toBe('web/2');
  expect(hooksOf(domain.model, 'web/0').filter((hook) => hook === 'leader-elected')).toHaveLength(1);
});

test.each([undefined, 30])(
  'where all agents are lost nobody leads, until one is back, by seed %s',
  async (seed) => {
    const domain = startDomain(seed === undefined ? {} : { seed });
    const web = await domain.deploy('web');
    await domain.settled();

    domain.faults.loseAgent(domain.model, 'web/0');
    await domain.until('nobody leads', () => web.leader === '');
    domain.faults.loseAgent(domain.model, 'web/0', false);

    await expect(domain.until('it leads again', () => web.leader === 'web/0')).resolves.toBeUndefined();
  },
);

test('a leader that is back before its lease ends leads on', async () => {
  const domain = startDomain({ timeScale: 100 });
  const web = await domain.deploy('web', { units: 2 });
  await domain.settled();

  const sleep = (milliseconds: number) =>
    domain.engine.clock.sleep(milliseconds, new AbortController().signal);
  domain.faults.loseAgent(domain.model, 'web/0');
  await sleep(30_000);
  domain.faults.loseAgent(domain.model, 'web/0', false);
  await sleep(10_000);
  // A new loss has a whole lease again.
  domain.faults.loseAgent(domain.model, 'web/0');
  await sleep(40_000);

  expect(web.leader).toBe('web/0');
  await domain.until('the other leads', () => web.leader === 'web/1');
});
