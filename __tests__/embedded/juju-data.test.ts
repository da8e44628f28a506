import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import type { Registration } from '../../src/embedded/juju-data';
import { JujuData } from '../../src/embedded/juju-data';

const registration: Registration = {
  name: 'embedded',
  uuid: 'c0ffee00-0000-4000-8000-000000000000',
  endpoint: '127.0.0.1:17070',
  caCert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  cloud: 'localhost',
  region: 'localhost',
  agentVersion: '3.6.28',
  user: 'admin',
  password: 'secret',
  controllerModelUuid: 'c0ffee00-0000-4000-8000-000000000001',
};

const made: string[] = [];

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'juju-data-test-'));
  made.push(path);
  return path;
}

afterEach(async () => {
  await Promise.all(made.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});

async function yaml(data: JujuData, file: string): Promise<unknown> {
  return load(await readFile(join(data.directory, file), 'utf8'));
}

const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('a private folder and its files are for their owner only', async () => {
  const data = await JujuData.open();
  made.push(data.directory);
  await data.register(registration);
  await expect(mode(data.directory)).resolves.toBe(0o700);
  for (const file of ['controllers.yaml', 'accounts.yaml', 'models.yaml']) {
    await expect(mode(join(data.directory, file))).resolves.toBe(0o600);
  }
});

test('the juju client finds the controller, its account and its model', async () => {
  const data = await JujuData.open(join(await folder(), 'new'));
  await data.register(registration);
  await expect(yaml(data, 'controllers.yaml')).resolves.toMatchObject({
    controllers: {
      embedded: {
        uuid: registration.uuid,
        'api-endpoints': ['127.0.0.1:17070'],
        'ca-cert': registration.caCert,
      },
    },
    'current-controller': 'embedded',
  });
  await expect(yaml(data, 'accounts.yaml')).resolves.toEqual({
    controllers: { embedded: { user: 'admin', password: 'secret', 'last-known-access': 'superuser' } },
  });
  await expect(yaml(data, 'models.yaml')).resolves.toEqual({
    controllers: {
      embedded: { models: { 'admin/controller': { uuid: registration.controllerModelUuid, type: 'iaas' } } },
    },
  });
});

test('there is a cookie file without cookies, which python-libjuju does not do without', async () => {
  const data = await JujuData.open(await folder());
  await data.register(registration);
  const path = join(data.directory, 'cookies', 'embedded.json');
  await expect(readFile(path, 'utf8')).resolves.toBe('[]\n');
  await expect(mode(path)).resolves.toBe(0o600);
  await data.remove();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('a file is replaced in one step and nothing else is left in the folder', async () => {
  const data = await JujuData.open(await folder());
  await data.register(registration);
  await data.register({ ...registration, endpoint: '127.0.0.1:17071' });
  await expect(readdir(data.directory)).resolves.toEqual([
    'accounts.yaml',
    'controllers.yaml',
    'cookies',
    'models.yaml',
  ]);
});

test('a folder that this did not make keeps what else is in it', async () => {
  const path = await folder();
  const other = { controllers: { other: { uuid: 'x' } }, 'current-controller': 'other' };
  await writeFile(join(path, 'controllers.yaml'), dump(other));
  const data = await JujuData.open(path);
  await data.register(registration);
  await data.remove();
  await expect(yaml(data, 'controllers.yaml')).resolves.toEqual(other);
  await expect(yaml(data, 'accounts.yaml')).resolves.toEqual({ controllers: {} });
});

test('a folder that this made goes with all that is in it', async () => {
  const path = join(await folder(), 'new');
  const data = await JujuData.open(path);
  await data.register(registration);
  await writeFile(join(path, 'notes'), 'of somebody');
  await data.remove();
  await data.remove();
  await expect(stat(path)).rejects.toThrow('ENOENT');
});
