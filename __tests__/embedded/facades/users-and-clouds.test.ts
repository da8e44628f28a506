import { RawClient } from '../../support/embedded-wire-client';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

interface Results {
  readonly results: { readonly error?: { readonly message: string }; readonly result?: object }[];
}

let scene: Scene;
let admin: RawClient;
let bob: RawClient;

beforeEach(async () => {
  scene = await startScene('3.6');
  [admin, bob] = await Promise.all([RawClient.login(scene), asBob()]);
});

afterEach(stopServers);

const asBob = (password = 'bob') => RawClient.login(scene, { user: 'bob', password });
const tags = (...all: string[]) => ({ entities: all.map((tag) => ({ tag })) });
const denied = { message: 'permission denied', code: 'unauthorized access' };

/** What became of each item of a bulk call. */
async function outcomes(client: RawClient, facade: string, version: number, method: string, params: object) {
  const { results } = await client.result<Results>(facade, version, method, params);
  return results.map(({ error }) => error?.message ?? 'done');
}

test('users are added, each or with what is wrong, and can log in', async () => {
  const users = [
    { username: 'eve', 'display-name': 'Eve', password: 'letmein' },
    { username: 'bob', 'display-name': '', password: 'x' },
    { username: 'not/valid', 'display-name': '', password: 'x' },
    { username: 'later', 'display-name': '' },
  ];
  await expect(outcomes(admin, 'UserManager', 3, 'AddUser', { users })).resolves.toEqual([
    'done',
    'failed to create user: user "bob" already exists',
    'failed to create user: invalid user name "not/valid"',
    'done',
  ]);
  await expect(bob.call('UserManager', 3, 'AddUser', { users })).resolves.toMatchObject({
    error: 'permission denied',
  });
  await RawClient.login(scene, { user: 'eve', password: 'letmein' });
});

test('a user who is disabled cannot log in, until enabled again', async () => {
  await admin.result('UserManager', 3, 'DisableUser', tags('user-bob'));
  await expect(asBob()).rejects.toThrow('invalid entity name or password');
  const shown = async (all: boolean) => {
    const { results } = await admin.result<Results>('UserManager', 3, 'UserInfo', {
      'include-disabled': all,
    });
    return results.map(({ result }) => (result as { username: string }).username);
  };
  await expect(shown(false)).resolves.toEqual(['admin']);
  await expect(shown(true)).resolves.toEqual(['admin', 'bob']);
  await admin.result('UserManager', 3, 'EnableUser', tags('user-bob'));
  await asBob();
});

test('users change their own password and nobody else’s', async () => {
  const changes = [
    { tag: 'user-bob', password: 'better' },
    { tag: 'user-admin', password: 'stolen' },
    { tag: 'user-bob', password: '' },
  ];
  await expect(outcomes(bob, 'UserManager', 3, 'SetPassword', { changes })).resolves.toEqual([
    'done',
    'permission denied',
    'cannot set an empty password',
  ]);
  await asBob('better');
});

test('users are told about themselves, administrators about everybody', async () => {
  const ask = (client: RawClient) =>
    client.result<Results>('UserManager', 3, 'UserInfo', tags('user-bob', 'user-admin', 'user-nobody'));
  const { results: own } = await ask(bob);
  expect(own).toMatchObject([
    {
      result: {
        username: 'bob',
        'display-name': 'Bob',
        access: 'login',
        'created-by': 'admin',
        disabled: false,
      },
    },
    { error: denied },
    { error: denied },
  ]);
  const { results } = await ask(admin);
  expect(results).toMatchObject([
    { result: { username: 'bob' } },
    { result: { username: 'admin', access: 'superuser' } },
    { error: denied },
  ]);
});

test('a user who is removed is gone, the first administrator stays', async () => {
  const [first, second] = await outcomes(
    admin,
    'UserManager',
    3,
    'RemoveUser',
    tags('user-bob', 'user-admin'),
  );
  expect(first).toBe('done');
  expect(second).not.toBe('done');
  await expect(asBob()).rejects.toThrow('invalid entity name or password');
});

test('access to the controller is granted, shown and taken away', async () => {
  const modify = (action: string, access: string) =>
    outcomes(admin, 'Controller', 12, 'ModifyControllerAccess', {
      changes: [{ 'user-tag': 'user-bob', action, access }],
    });
  await expect(bob.call('Controller', 12, 'AllModels', {})).resolves.toHaveProperty('error');
  await expect(modify('grant', 'superuser')).resolves.toEqual(['done']);
  await expect(modify('grant', 'login')).resolves.toEqual(['user already has "login" access or greater']);
  await expect(bob.call('Controller', 12, 'AllModels', {})).resolves.not.toHaveProperty('error');
  await expect(bob.result('Controller', 12, 'GetControllerAccess', tags('user-bob'))).resolves.toEqual({
    results: [{ result: { 'user-tag': 'user-bob', access: 'superuser' } }],
  });
  await expect(modify('revoke', 'superuser')).resolves.toEqual(['done']);
  await expect(bob.call('Controller', 12, 'AllModels', {})).resolves.toHaveProperty('error');
  await expect(modify('grant', 'add-model')).resolves.toEqual(['"add-model" controller access not valid']);
});

test('clouds are shown to who may use them', async () => {
  const names = async (client: RawClient) => {
    const { clouds } = await client.result<{ clouds: object }>('Cloud', 7, 'Clouds');
    return Object.keys(clouds);
  };
  const changes = [
    { 'user-tag': 'user-bob', 'cloud-tag': 'cloud-other', action: 'grant', access: 'add-model' },
    { 'user-tag': 'user-bob', 'cloud-tag': 'cloud-other', action: 'grant', access: 'add-model' },
    { 'user-tag': 'user-nobody', 'cloud-tag': 'cloud-other', action: 'grant', access: 'add-model' },
    { 'user-tag': 'user-bob', 'cloud-tag': 'cloud-other', action: 'grant', access: 'read' },
  ];
  await expect(names(bob)).resolves.toEqual([]);
  await expect(outcomes(admin, 'Cloud', 7, 'ModifyCloudAccess', { changes })).resolves.toEqual([
    'done',
    'user already has "add-model" access or greater',
    'could not grant cloud access: user "nobody" not found',
    '"read" cloud access not valid',
  ]);
  await expect(names(bob)).resolves.toEqual(['cloud-other']);
  await expect(names(admin)).resolves.toEqual(['cloud-localhost', 'cloud-other']);
  await expect(outcomes(bob, 'Cloud', 7, 'Cloud', tags('cloud-other', 'cloud-localhost'))).resolves.toEqual([
    'done',
    'cloud "localhost" not found',
  ]);
});

test('a cloud is added with its regions, and removed when no model is in it', async () => {
  const cloud = {
    type: 'maas',
    'auth-types': ['oauth1'],
    endpoint: 'https://maas',
    regions: [{ name: 'one' }],
  };
  await admin.result('Cloud', 7, 'AddCloud', { name: 'metal', cloud });
  await expect(admin.call('Cloud', 7, 'AddCloud', { name: 'metal', cloud })).resolves.toMatchObject({
    error: 'cloud "metal" already exists',
    'error-code': 'already exists',
  });
  const { results } = await admin.result<{ results: object[] }>('Cloud', 7, 'Cloud', tags('cloud-metal'));
  expect(results).toEqual([{ cloud }]);
  await expect(
    outcomes(admin, 'Cloud', 7, 'RemoveClouds', tags('cloud-metal', 'cloud-localhost')),
  ).resolves.toEqual(['done', 'cloud is used by 2 models']);
});

test('a credential shows the names of what it has, and the secrets to its owner alone', async () => {
  const tag = 'cloudcred-other_bob_mine';
  const credential = { 'auth-type': 'userpass', attrs: { username: 'bob', password: 'hidden' } };
  await bob.result('Cloud', 7, 'AddCredentials', { credentials: [{ tag, credential }] });
  await expect(bob.result('Cloud', 7, 'Credential', tags(tag))).resolves.toEqual({
    results: [{ result: { 'auth-type': 'userpass', redacted: ['username', 'password'] } }],
  });
  const content = { name: 'mine', cloud: 'other', 'auth-type': 'userpass', valid: true };
  const contents = (secrets: boolean) =>
    bob.result('Cloud', 7, 'CredentialContents', { 'include-secrets': secrets });
  await expect(contents(true)).resolves.toEqual({
    results: [{ result: { content: { ...content, attrs: credential.attrs } } }],
  });
  await expect(contents(false)).resolves.toEqual({ results: [{ result: { content } }] });
  await admin.result('Cloud', 7, 'CredentialContents', { 'include-secrets': true });
  expect(admin.received.at(-1)).not.toContain('bob');
});

test('the tags of no credentials are left out, as Go leaves out an empty list', async () => {
  const params = { 'user-clouds': [{ 'user-tag': 'user-bob', 'cloud-tag': 'cloud-localhost' }] };
  await expect(bob.result('Cloud', 7, 'UserCredentials', params)).resolves.toEqual({ results: [{}] });
});

test('a credential must be one that its cloud takes, and nobody else’s', async () => {
  const update = (tag: string, type: string) =>
    outcomes(bob, 'Cloud', 7, 'UpdateCredentialsCheckModels', {
      credentials: [{ tag, credential: { 'auth-type': type } }],
    });
  await expect(update('cloudcred-other_bob_mine', 'oauth1')).resolves.toEqual([
    'credential "mine" with auth-type "oauth1" is not supported',
  ]);
  await expect(update('cloudcred-other_admin_default', 'userpass')).resolves.toEqual(['permission denied']);
  await expect(update('cloudcred-nothing_bob_mine', 'userpass')).resolves.toEqual([
    'cloud "nothing" not found',
  ]);
});
