import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { load } from 'js-yaml';
import type { EmbeddedControllerOptions } from '../../src/embedded';
import { EmbeddedController, charm } from '../../src/embedded';
import type { Model } from '../../src/embedded/state/model';
import { RawClient } from '../support/embedded-wire-client';
import { zipCharm } from '../support/embedded-wire-charm';

const manifest = { bases: [{ name: 'ubuntu', channel: '22.04', architectures: ['amd64'] }] };

let running: EmbeddedController[] = [];

afterEach(async () => {
  await Promise.all(running.map((controller) => controller.close()));
  running = [];
});

async function start(options: EmbeddedControllerOptions = {}): Promise<EmbeddedController> {
  const controller = await EmbeddedController.start({ timeScale: Infinity, ...options });
  running.push(controller);
  return controller;
}

const portOf = ({ endpoint }: EmbeddedController) => Number(endpoint.split(':')[1]);
const login = ({ username: user, password }: EmbeddedController) => ({ user, password });
const targetOf = (controller: EmbeddedController) => ({
  port: portOf(controller),
  caCert: controller.caCert,
});

test('a controller says its seed, also one that it has drawn itself', async () => {
  expect((await start()).seed).toBeUndefined();
  expect((await start({ seed: 7 })).seed).toBe(7);
  const { seed } = await start({ seed: 'random' });
  expect(Number.isSafeInteger(seed)).toBe(true);
  expect(seed).toBeGreaterThanOrEqual(0);
});

test('a controller is found and trusted by what is in its JUJU_DATA alone', async () => {
  const controller = await start({ juju: '4.0', name: 'mine' });
  const read = async (name: string) => load(await readFile(join(controller.jujuData, name), 'utf8'));
  const { controllers, 'current-controller': current } = (await read('controllers.yaml')) as {
    controllers: Record<string, Record<string, unknown>>;
    'current-controller': string;
  };
  const { controllers: accounts } = (await read('accounts.yaml')) as {
    controllers: Record<string, { user: string; password: string }>;
  };
  expect(current).toBe('mine');
  expect(controllers['mine']).toMatchObject({
    uuid: controller.uuid,
    'api-endpoints': [controller.endpoint],
    'ca-cert': controller.caCert,
    'agent-version': '4.0.15',
  });
  const { user = '', password = '' } = accounts['mine'] ?? {};
  expect({ user, password }).toEqual({ user: controller.username, password: controller.password });
  const client = await RawClient.login(targetOf(controller), { user, password });
  await expect(client.call('Pinger', 1, 'Ping')).resolves.toMatchObject({ response: {} });
});

test('nobody else on the machine can read the files', async () => {
  const { jujuData } = await start();
  const modes = async (path: string) => (await stat(path)).mode & 0o777;
  await expect(modes(jujuData)).resolves.toBe(0o700);
  for (const name of ['controllers.yaml', 'accounts.yaml', 'models.yaml']) {
    await expect(modes(join(jujuData, name))).resolves.toBe(0o600);
  }
});

test('closing tells clients goodbye, closes the port, and takes the folder away', async () => {
  const controller = await start();
  const client = await RawClient.login(targetOf(controller), login(controller));
  await controller.close();
  await expect(client.closed).resolves.toBe(1000);
  await expect(readdir(controller.jujuData)).rejects.toMatchObject({ code: 'ENOENT' });
  const [error] = (await once(createConnection(portOf(controller), '127.0.0.1'), 'error')) as [Error];
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});

test('closing again is no harm, and `await using` closes too', async () => {
  const controller = await start();
  await Promise.all([controller.close(), controller.close()]);
  let folder;
  {
    await using other = await start();
    folder = other.jujuData;
    await expect(readdir(folder)).resolves.toContain('controllers.yaml');
  }
  await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a controller that closes amid the work of its units leaves nothing that runs', async () => {
  const aborted = jest.fn();
  const web = charm({
    on: {
      async install(ctx) {
        ctx.signal.addEventListener('abort', aborted);
        ctx.setStatus('maintenance', 'for hours');
        await ctx.sleep('10h');
      },
    },
  });
  const controller = await start({ charms: { web }, timeScale: 100 });
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  await deployWeb(model);
  await until(controller, () => model.unit('web/0').workload.message === 'for hours');
  await controller.close();
  expect(aborted).toHaveBeenCalledTimes(1);
});

test('a folder that was given stays, with the controllers that were in it', async () => {
  const jujuData = await mkdtemp(join(tmpdir(), 'given-'));
  try {
    const first = await start({ jujuData, name: 'first' });
    const second = await start({ jujuData, name: 'second' });
    expect([first.jujuData, second.jujuData]).toEqual([jujuData, jujuData]);
    await second.close();
    const left = load(await readFile(join(jujuData, 'controllers.yaml'), 'utf8'));
    expect(left).toMatchObject({
      controllers: { first: { uuid: first.uuid } },
      'current-controller': 'first',
    });
    await first.close();
    await expect(readdir(jujuData)).resolves.toContain('controllers.yaml');
  } finally {
    await rm(jujuData, { recursive: true });
  }
});

test('controllers at the same time know nothing of each other', async () => {
  const [one, other] = await Promise.all([start(), start({ juju: '4.0' })]);
  one.state.addModel({ name: 'only', owner: 'admin' });
  expect([one.profile, other.profile]).toEqual(['3.6', '4.0']);
  expect([...other.state.models.values()].map(({ name }) => name)).toEqual(['controller']);
  await expect(RawClient.login(targetOf(other), login(one))).rejects.toThrow(
    'invalid entity name or password',
  );
});

test('users that it was started with can log in, and do what their access lets them', async () => {
  const users = [
    { name: 'eve', password: 'letmein' },
    { name: 'root', password: 'toor', access: 'superuser' },
  ] as const;
  const controller = await start({ users });
  const rights = users.map(async ({ name, password }) => {
    const client = await RawClient.login(targetOf(controller), { user: name, password });
    const reply = await client.call('Controller', 12, 'AllModels', {});
    return reply.error ?? 'granted';
  });
  await expect(Promise.all(rights)).resolves.toEqual(['permission denied', 'granted']);
});

test.each([
  ['localhost', 'iaas'],
  ['kubernetes', 'caas'],
] as const)('models on %s are of type %s', async (cloud, type) => {
  const controller = await start({ cloud });
  expect(controller.state.addModel({ name: 'one', owner: 'admin' })).toMatchObject({ type });
  expect(controller.state.controllerModel.type).toBe(type);
});

test('a script that is set later is what the charm does from then on', async () => {
  const controller = await start();
  controller.charm('web', { on: { start: (ctx) => ctx.setStatus('active', 'scripted') } });
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  await deployWeb(model);
  await until(controller, () => model.unit('web/0').workload.message === 'scripted');
  expect(model.unit('web/0').workload.status).toBe('active');
});

test('a charm without a script has no hooks, and ends without a status of its own', async () => {
  const controller = await start();
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  await deployWeb(model);
  await until(controller, () => model.unit('web/0').agent.status === 'idle');
  expect(model.unit('web/0').workload.status).toBe('unknown');
});

test('a hook that fails puts its unit in error until it is resolved', async () => {
  const controller = await start({
    charms: { web: { on: { start: (ctx) => ctx.setStatus('active', 'ready') } } },
  });
  controller.faults.failHook({ of: 'web', hook: 'start', message: 'no luck' });
  const model = controller.state.addModel({
    name: 'one',
    owner: 'admin',
    config: { 'automatically-retry-hooks': false },
  });
  await deployWeb(model);
  const workload = () => model.unit('web/0').workload;
  await until(controller, () => workload().status === 'error');
  expect(workload()).toMatchObject({ message: 'hook failed: "start"' });
  const client = await RawClient.login(targetOf(controller), { ...login(controller), modelUuid: model.uuid });
  const params = { all: true, retry: true, tags: { entities: [] } };
  await client.result('Application', 19, 'ResolveUnitErrors', params);
  await until(controller, () => workload().status === 'active');
  expect(workload()).toMatchObject({ message: 'ready' });
});

test('a machine that cannot be had shows why, and its unit waits', async () => {
  const controller = await start();
  controller.faults.failProvisioning({ error: 'no quota left' });
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  await deployWeb(model);
  await until(controller, () => model.machine('0').instance.status === 'provisioning error');
  expect(model.machine('0').instance.message).toBe('no quota left');
  expect(model.unit('web/0').agent.status).toBe('allocating');
});

test('an agent that is lost shows so until it is back', async () => {
  const controller = await start();
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  await deployWeb(model);
  const agent = () => model.unit('web/0').agent.status;
  await until(controller, () => agent() === 'idle');
  controller.faults.loseAgent(model, 'web/0');
  expect(agent()).toBe('lost');
  controller.faults.loseAgent(model, 'web/0', false);
  await until(controller, () => agent() === 'idle');
});

test.each<[object, string]>([
  [{ juju: '2.9' }, `option juju is "2.9". It can be '3.6' or '4.0'.`],
  [{ name: 'no spaces' }, 'option name is "no spaces". It must be letters, digits, dots and dashes.'],
  [{ timeScale: 0 }, 'option timeScale is 0. It must be a number greater than 0, or Infinity.'],
  [{ timeScale: '100' }, 'option timeScale is "100". It must be a number greater than 0, or Infinity.'],
  [{ cloud: 'aws' }, `option cloud is "aws". It can be 'localhost' or 'kubernetes'.`],
  [{ jujuVersion: '4.0' }, 'option jujuVersion is not an option.'],
  [{ seed: 1.5 }, `option seed is 1.5. It must be a whole number from 0 on, or 'random'.`],
])('options %j are refused in words that help', async (options, message) => {
  await expect(EmbeddedController.start(options)).rejects.toThrow(message);
});

test('a controller that cannot be registered does not stay behind', async () => {
  await expect(start({ jujuData: '/dev/null/juju' })).rejects.toThrow('ENOTDIR');
  await expect(openServers()).resolves.toEqual([]);
});

test('closing amid a restart ends it for good', async () => {
  const controller = await start();
  const restarted = controller.faults.restart({ downtime: '1h' });
  await controller.close();
  await restarted;
  await controller.faults.clear();
  await expect(openServers()).resolves.toEqual([]);
});

/** The listening sockets of the process. One that closes takes a few turns to go. */
async function openServers(): Promise<string[]> {
  const servers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap');
  for (let turn = 0; turn < 10 && servers().length > 0; turn += 1) await nextTurn();
  return servers();
}

/** Deploys a unit of the charm `web`. */
async function deployWeb(model: Model): Promise<void> {
  const { url } = await model.addCharm(await zipCharm({ name: 'web' }, { 'manifest.yaml': manifest }));
  model.deploy({ application: 'web', charmUrl: url, numUnits: 1 });
}

/** Waits for something in the controller's state, which says when it changes. */
async function until({ state }: EmbeddedController, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const unsubscribe = state.changes.subscribe(() => {
      if (!isSo()) return;
      unsubscribe();
      resolve();
    });
  });
}
