import { JujuApiError, JujuBulkError } from '../../../src/juju/errors';
import { sceneFor } from '../../support/model-scene';

/** Public halves of keys that were made for this test, and thrown away. */
const blobs = {
  one: 'AAAAC3NzaC1lZDI1NTE5AAAAIGXrc8hYq1Mg9Xq1jQwdPVzAIVYBnWvQ4nR9nRkK2s0B',
  two: 'AAAAC3NzaC1lZDI1NTE5AAAAIMk9mXJt0hXxS0vH3d4Gm9c7Yb2eVtq8sJr5aL1pNw3C',
};
const one = `ssh-ed25519 ${blobs.one} one@laptop`;
const two = `ssh-ed25519 ${blobs.two} two@laptop`;

describe('on Juju 3.6', () => {
  const scene = sceneFor({ juju: '3.6' });

  test('keys are added, told, and removed by themselves, their fingerprints and their comments', async () => {
    const { sshKeys } = await scene().model();
    const before = await sshKeys.list();

    await sshKeys.add([one, two]);

    expect(await sshKeys.list()).toEqual([...before, one, two]);
    const prints = await sshKeys.fingerprints();
    expect(prints.at(-1)).toMatch(/^[\da-f]{2}(?::[\da-f]{2}){15} \(two@laptop\)$/);
    await sshKeys.remove(prints.at(-1)?.split(' ')[0] ?? '');
    await sshKeys.remove(one);
    expect(await sshKeys.list()).toEqual(before);
    await sshKeys.add(two);
    await sshKeys.remove('two@laptop');
    expect(await sshKeys.list()).toEqual(before);
  });

  test('Juju’s own key is neither told nor taken nor removed', async () => {
    const { sshKeys } = await scene().model();

    expect((await sshKeys.list()).join()).not.toContain('juju-system-key');
    await expect(sshKeys.remove('juju-system-key')).rejects.toThrow(
      'may not delete internal key: juju-system-key',
    );
    const own = `ssh-ed25519 ${blobs.one} juju-client-key`;
    await expect(sshKeys.add(own)).rejects.toThrow(`may not add key with comment juju-client-key: ${own}`);
  });

  test('of several keys those are added that are not refused', async () => {
    const { sshKeys } = await scene().model();

    await expect(sshKeys.add([one, 'nonsense', two])).rejects.toThrow('invalid ssh key: nonsense');

    expect(await sshKeys.list()).toEqual(expect.arrayContaining([one, two]));
    await expect(sshKeys.add(one)).rejects.toThrow(`duplicate ssh key: ${one}`);
    await expect(sshKeys.remove('nobody')).rejects.toThrow('key not found: nobody');
  });
});

describe('keys that people have published', () => {
  const scenes = { '3.6': sceneFor({ juju: '3.6' }), '4.0': sceneFor({ juju: '4.0' }) };

  test('cannot be fetched where there is no network: Juju 3 tells how its program ended', async () => {
    const { sshKeys } = await scenes['3.6']().model();
    const before = await sshKeys.list();

    await expect(sshKeys.import('gh:octocat')).rejects.toMatchObject({ text: 'exit status 1', code: '' });
    const both = sshKeys.import(['gh:octocat', 'lp:me']);
    await expect(both).rejects.toBeInstanceOf(JujuBulkError);
    await expect(both).rejects.toThrow(/^2 of 2 failed \(KeyManager\.ImportKeys v1\):/);
    expect(await sshKeys.list()).toEqual(before);
  });

  test('cannot be fetched where there is no network: Juju 4 tells what it tried', async () => {
    const { sshKeys } = await scenes['4.0']().model();

    await expect(sshKeys.import('gh:octocat')).rejects.toThrow(
      /^cannot import keys from source "gh:octocat" for user ".{36}": .*getting github public keys for user "octocat"/,
    );
    await expect(sshKeys.import('lp:')).rejects.toThrow('uri not valid, subject cannot be empty');
    await expect(sshKeys.import('octocat')).rejects.toMatchObject({
      text: 'cannot import from key source "octocat" for user "admin", unknown source',
      code: 'unknown user public key source',
    });
    expect(await sshKeys.list()).toEqual([]);
  });
});

describe('on Juju 4.0', () => {
  const users = [{ name: 'alice', password: 'alice-password' }];
  const scene = sceneFor({ juju: '4.0', users });

  test('keys are added, told, and removed by themselves, their fingerprints and their comments', async () => {
    const { sshKeys } = await scene().model();
    expect(await sshKeys.list()).toEqual([]);

    await sshKeys.add([one, two]);

    expect(await sshKeys.list()).toEqual([one, two]);
    const [first = ''] = await sshKeys.fingerprints();
    expect(first).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    await sshKeys.remove(first);
    expect(await sshKeys.list()).toEqual([two]);
    await sshKeys.remove('two@laptop');
    await sshKeys.add(one);
    await sshKeys.remove(one);
    expect(await sshKeys.list()).toEqual([]);
    // Juju 4 does not say that there is none.
    await sshKeys.remove('nobody');
  });

  test('of several keys all are added, or none', async () => {
    const { sshKeys } = await scene().model();
    await sshKeys.add(one);

    const taken = sshKeys.add([two, one]);
    await expect(taken).rejects.toThrow(JujuApiError);
    await expect(taken).rejects.toMatchObject({
      code: 'public key already exists',
      text: 'one or more public keys to be added for user "admin" already exist',
    });
    await expect(sshKeys.add([two, 'nonsense'])).rejects.toMatchObject({ code: 'invalid public key' });
    await expect(sshKeys.add(`ssh-ed25519 ${blobs.two} juju-system-key`)).rejects.toMatchObject({
      code: 'invalid public key comment',
    });
    expect(await sshKeys.list()).toEqual([one]);
  });
});
