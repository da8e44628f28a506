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
  controllerModel: { uuid: 'c0ffee00-0000-4000-8000-000000000001', type: 'iaas' },
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
      embedded: { models: { 'admin/controller': { uuid: registration.controllerModel.uuid, type: 'iaas' } } },
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

test('there is a public key, which python-libjuju gives to each model, and nobody has its other half', async () => {
  const data = await JujuData.open();
  made.push(data.directory);
  await data.register(registration);
  const path = join(data.directory, 'ssh', 'juju_id_rsa.pub');
  const [type, key = '', comment] = (await readFile(path, 'utf8')).trim().split(' ');
  expect([type, comment]).toEqual(['ssh-ed25519', 'juju-client-key']);
  const bytes = Buffer.from(key, 'base64');
  expect(bytes.subarray(4, 15).toString()).toBe('ssh-ed25519');
  expect([bytes.readUInt32BE(0), bytes.readUInt32BE(15), bytes.length]).toEqual([11, 32, 51]);
  await expect(mode(path)).resolves.toBe(0o600);
  await expect(readdir(join(data.directory, 'ssh'))).resolves.toEqual(['juju_id_rsa.pub']);
});

test('controllers that come and go at the same time in one folder do not lose each other', async () => {
  const directory = await folder();
  const [one, other] = await Promise.all([JujuData.open(directory), JujuData.open(directory)]);
  await Promise.all([one.register(registration), other.register({ ...registration, name: 'other' })]);
  const names = async () => {
    const { controllers } = (await yaml(one, 'accounts.yaml')) as { controllers: object };
    return Object.keys(controllers).sort();
  };
  await expect(names()).resolves.toEqual(['embedded', 'other']);
  await one.remove();
  await expect(names()).resolves.toEqual(['other']);
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
