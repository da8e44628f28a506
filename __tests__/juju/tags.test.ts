import {
  actionTag,
  applicationTag,
  cloudCredentialTag,
  cloudTag,
  controllerTag,
  fromTag,
  machineTag,
  modelTag,
  operationTag,
  relationTag,
  spaceTag,
  storageTag,
  unitTag,
  userTag,
} from '../../src/juju/tags';

const pairs: readonly (readonly [tag: string, kind: string, id: string])[] = [
  [applicationTag('my-app'), 'application', 'my-app'],
  [unitTag('my-app/12'), 'unit', 'my-app/12'],
  [machineTag('0'), 'machine', '0'],
  [machineTag('0/lxd/1'), 'machine', '0/lxd/1'],
  [modelTag('deadbeef-0bad'), 'model', 'deadbeef-0bad'],
  [controllerTag('deadbeef-0bad'), 'controller', 'deadbeef-0bad'],
  [userTag('bob@canonical.com'), 'user', 'bob@canonical.com'],
  [cloudTag('microk8s'), 'cloud', 'microk8s'],
  [cloudCredentialTag('my_cloud', 'admin', 'a_b'), 'cloudcred', 'my_cloud/admin/a_b'],
  [actionTag('2'), 'action', '2'],
  [operationTag('1'), 'operation', '1'],
  [storageTag('my-data/0'), 'storage', 'my-data/0'],
  [spaceTag('alpha'), 'space', 'alpha'],
  [relationTag('web:db mysql:server'), 'relation', 'web:db mysql:server'],
  [relationTag('mysql:peers'), 'relation', 'mysql:peers'],
];

test.each(pairs)('%s is taken apart into what it was made of', (tag, kind, id) => {
  expect(fromTag(tag)).toEqual({ kind, id });
});

test('tags are written as Juju writes them', () => {
  expect(pairs.map(([tag]) => tag)).toEqual([
    'application-my-app',
    'unit-my-app-12',
    'machine-0',
    'machine-0-lxd-1',
    'model-deadbeef-0bad',
    'controller-deadbeef-0bad',
    'user-bob@canonical.com',
    'cloud-microk8s',
    'cloudcred-my%5fcloud_admin_a%5fb',
    'action-2',
    'operation-1',
    'storage-my-data-0',
    'space-alpha',
    'relation-web.db#mysql.server',
    'relation-mysql.peers',
  ]);
});

test('the local domain is no part of a user tag', () => {
  expect(userTag('admin@local')).toBe('user-admin');
});

test.each(['', 'unit', 'unit-', '-web', 'nonsense-1'])('"%s" is refused as a tag', (text) => {
  expect(() => fromTag(text)).toThrow(`"${text}" is not a Juju tag such as "unit-web-0"`);
});

test('a tag of another kind than the one asked for is refused by name', () => {
  expect(() => fromTag('machine-0', 'unit')).toThrow('"machine-0" is not the tag of a unit');
});
