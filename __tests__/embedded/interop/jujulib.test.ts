import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedController, charm } from '../../../src/embedded';
import { zipCharm } from '../../support/embedded-wire-charm';

const program = join(__dirname, '../../../fixtures/programs/jujulib-client.mjs');
const manifest = { bases: [{ name: 'ubuntu', channel: '22.04', architectures: ['amd64'] }] };
const web = charm({ on: { start: (unit) => unit.setStatus('active', 'ready') } });

let controller: EmbeddedController | undefined;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jujulib-'));
});

afterEach(async () => {
  await controller?.close();
  await rm(folder, { recursive: true });
});

/** What Canonical's client sees of a controller, in a process of its own. */
async function session(juju: '3.6' | '4.0'): Promise<unknown> {
  controller = await EmbeddedController.start({ juju, timeScale: Infinity, charms: { web } });
  const files = { ca: join(folder, 'ca.pem'), charm: join(folder, 'web.charm') };
  await writeFile(files.ca, controller.caCert);
  await writeFile(files.charm, await zipCharm({ name: 'web' }, { 'manifest.yaml': manifest }));
  const { port } = new URL(`wss://${controller.endpoint}`);
  const { username, password } = controller;
  const url = `wss://localhost:${port}`;
  const args = { url, username, password, qualified: juju === '4.0', charm: files.charm };
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: files.ca };
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(args)], { env });
  return JSON.parse(stdout);
}

const seenByBoth = {
  wrongPassword: 'Have you been granted permission to a model on this controller?',
  user: 'user-admin',
  models: ['controller', 'lib'],
  status: { model: 'lib', type: 'iaas', charm: 'local:web-0', workload: { leader: true, machine: '0' } },
  destroyed: [{}],
  modelsAfter: ['controller'],
};

test("Canonical's client works with Juju 3.6 over TLS: models, a charm, its status, the AllWatcher", async () => {
  await expect(session('3.6')).resolves.toMatchObject({
    ...seenByBoth,
    serverVersion: '3.6.28',
    facades: { modelManager: 10 },
    modelFacades: { allWatcher: 3, application: 22, client: 8 },
    watched: {
      kinds: ['application change', 'charm change', 'machine change', 'model change', 'unit change'],
      next: 'watcher was stopped',
    },
  });
});

test("Canonical's client works with Juju 4.0 over TLS, which has no AllWatcher", async () => {
  await expect(session('4.0')).resolves.toMatchObject({
    ...seenByBoth,
    serverVersion: '4.0.15',
    facades: { modelManager: 11 },
    modelFacades: { application: 22, client: 8 },
    watched: 'WatchAll not implemented',
  });
});
