import { inspect } from 'node:util';
import { charm } from '../../../src/embedded';
import { EntityNotFoundError } from '../../../src/model/errors';
import { profiles, sceneFor } from '../../support/model-scene';

const readerFiles = {
  'charmcraft.yaml': `
name: reader
summary: Reads a secret.
description: Reads a secret.
type: charm
base: ubuntu@22.04
platforms:
  amd64:
config:
  options:
    login: { type: secret }
`,
  dispatch: '#!/bin/sh\n',
};

const reader = charm({
  on: {
    start: (unit) => {
      unit.secrets.add({ 'own-key': 'of the charm' }, { label: 'shared-label' });
      unit.setStatus('active', 'nothing to read');
    },
    'config-changed': (unit) => {
      const uri = unit.config['login'];
      if (typeof uri === 'string')
        unit.setStatus('active', `read ${unit.secrets.get(uri)['password'] ?? ''}`);
    },
    'secret-changed': (unit) => {
      const { uri = '' } = unit.secret ?? {};
      unit.setStatus('active', `read ${unit.secrets.refresh(uri)['password'] ?? ''}`);
    },
  },
});

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { reader } });

  async function withReader() {
    const model = await scene().model();
    const app = await model.deploy(await scene().folder.charm('reader', readerFiles));
    await model.waitForIdle();
    return { model, app, unit: model.units.require('reader/0') };
  }

  test('a secret is made, and shown with its content only when that is asked for', async () => {
    const model = await scene().model();

    const uri = await model.addSecret('login', { username: 'web', password: 'sesame' }, { info: 'For web.' });

    expect(uri).toMatch(/^secret:[\da-v]{20}$/);
    const shown = await model.showSecret('login');
    expect(shown).toMatchObject({
      uri,
      name: 'login',
      description: 'For web.',
      owner: 'model',
      rotatePolicy: 'never',
      latestRevision: 1,
      grants: [],
      content: undefined,
    });
    expect(shown.created).toBeInstanceOf(Date);
    expect(await model.showSecret(uri, { reveal: true })).toMatchObject({
      content: { username: 'web', password: 'sesame' },
    });
  });

  test.each(['topsecretPQ=', 'ABQ', 'P', '===', 'a=b=', 'ünï→', ' spaces \n', ''])(
    'the value %j comes back as it was given',
    async (value) => {
      const model = await scene().model();

      await model.addSecret('token', { token: value });

      expect((await model.showSecret('token', { reveal: true })).content).toStrictEqual({ token: value });
    },
  );

  test('a charm reads what it was granted, and a wait knows that it reads a new revision', async () => {
    const { model, app, unit } = await withReader();
    const uri = await model.addSecret('login', { password: 'one' });
    await model.grantSecret('login', 'reader');
    await app.setConfig({ login: uri });
    await model.waitForIdle();
    expect(unit.workloadStatus.message).toBe('read one');

    await model.updateSecret('login', { password: 'two' });
    await model.waitForIdle();

    expect(unit.workloadStatus.message).toBe('read two');
  });

  test('the same content again is no new revision, and no reason to wait', async () => {
    const { model } = await withReader();
    await model.addSecret('login', { password: 'one' });
    await model.grantSecret('login', ['reader']);
    await model.waitForIdle();

    await model.updateSecret('login', { password: 'one' });
    await model.waitForIdle({ settlePeriod: '9h', timeout: '30s' });

    expect((await model.showSecret('login')).latestRevision).toBe(1);
  });

  test('an update changes what it names and nothing else', async () => {
    const model = await scene().model();
    const uri = await model.addSecret('old', { password: 'one' }, { info: 'Before.' });

    await model.updateSecret(uri, undefined, { name: 'new', info: 'After.' });

    expect(await model.showSecret('new', { reveal: true })).toMatchObject({
      uri,
      description: 'After.',
      latestRevision: 1,
      content: { password: 'one' },
    });
    await expect(model.showSecret('old')).rejects.toThrow(
      new EntityNotFoundError(`There is no secret "old" in ${model.fullName}. It has: new.`),
    );
    await model.updateSecret('new', undefined, { info: '' });
    expect((await model.showSecret('new')).description).toBe('');
  });

  test('an update without anything to update is refused as Juju does', async () => {
    const model = await scene().model();
    await model.addSecret('login', { password: 'one' });

    await expect(model.updateSecret('login', undefined)).rejects.toThrow(
      /at least one attribute to update must be specified/,
    );
  });

  test('revisions are listed, shown and removed one by one', async () => {
    const model = await scene().model();
    const uri = await model.addSecret('login', { password: 'one' });
    await model.updateSecret(uri, { password: 'two' });

    const revisionsOf = async () => (await model.showSecret(uri)).revisions.map(({ revision }) => revision);
    expect(await revisionsOf()).toEqual([1, 2]);
    expect((await model.showSecret(uri)).revisions[0]).toMatchObject({
      backend: 'internal',
      expires: undefined,
    });
    expect((await model.showSecret(uri, { revision: 1, reveal: true })).content).toEqual({ password: 'one' });

    await model.removeSecret('login', { revision: 1 });
    expect(await revisionsOf()).toEqual([2]);
    await expect(model.showSecret(uri, { revision: 1 })).rejects.toThrow(
      `There is no revision 1 of "${uri}" in ${model.fullName}`,
    );

    await model.removeSecret('login');
    expect(await model.secrets()).toEqual([]);
  });

  test('old revisions that nobody reads go by themselves where that was asked for', async () => {
    const model = await scene().model();
    await model.addSecret('login', { password: 'one' });

    await model.updateSecret('login', { password: 'two' }, { autoPrune: true });

    expect((await model.showSecret('login')).revisions).toMatchObject([{ revision: 2 }]);
  });

  test('grants are given and taken back, by URI or name', async () => {
    const { model } = await withReader();
    const uri = await model.addSecret('login', { password: 'one' });
    const grants = async () => (await model.showSecret(uri)).grants;

    await model.grantSecret(uri, 'reader');
    expect(await grants()).toEqual([{ target: 'reader', relation: undefined, role: 'view' }]);

    await model.revokeSecret('login', 'reader');
    expect(await grants()).toEqual([]);
  });

  test('where one of several applications cannot be granted it, the others are', async () => {
    const { model } = await withReader();
    const uri = await model.addSecret('login', { password: 'one' });
    const why = juju === '3.6' ? 'invalid subject reference: ' : '';

    await expect(model.grantSecret('login', ['missing', 'reader'])).rejects.toThrow(
      `cannot change access to "${uri}" for "missing": ${why}application "missing" not found`,
    );
    expect((await model.showSecret('login')).grants).toMatchObject([{ target: 'reader' }]);
  });

  test('secrets of charms are listed with their owner, and stay out of the way of users’', async () => {
    const { model } = await withReader();
    const uri = await model.addSecret('shared-label', { password: 'one' });

    const owners = (await model.secrets()).map(({ owner }) => owner).toSorted();
    expect(owners).toEqual(['model', 'reader']);
    expect(await model.secrets({ owner: 'reader', reveal: true })).toMatchObject([
      { name: 'shared-label', owner: 'reader', content: { 'own-key': 'of the charm' } },
    ]);
    expect(await model.secrets({ owner: 'reader/0' })).toEqual([]);
    expect(await model.showSecret('shared-label')).toMatchObject({ uri, owner: 'model' });
    const [charms] = await model.secrets({ owner: 'reader' });
    await expect(model.removeSecret(charms?.uri ?? '')).rejects.toMatchObject({
      code: 'unauthorized access',
    });
  });

  test('what is not there is refused in words that name it', async () => {
    const model = await scene().model();
    const uri = `secret:${'0'.repeat(20)}`;

    await expect(model.showSecret(uri)).rejects.toThrow(`There is no secret "${uri}" in ${model.fullName}`);
    await expect(model.removeSecret(uri)).rejects.toThrow(/not found/);
    await expect(model.removeSecret('missing')).rejects.toThrow(
      juju === '3.6' ? 'secret "missing" not found' : 'secret with label "missing" not found',
    );
    await expect(model.updateSecret('missing', { password: 'x' })).rejects.toThrow(
      `There is no secret "missing" in ${model.fullName}`,
    );
    await expect(model.grantSecret('missing', 'web')).rejects.toThrow(/"missing" not found/);
    await model.addSecret('login', { password: 'hidden' });
    await model.deploy(scene().web);
    for (const refused of [
      model.showSecret('lgoin'),
      model.updateSecret('lgoin', { password: 'x' }),
      model.removeSecret('lgoin'),
      model.grantSecret('lgoin', 'web'),
    ])
      await expect(refused).rejects.toThrow(/"lgoin".* Did you mean "login"\? It has: login\.$/);
    await expect(model.grantSecret('login', 'wbe')).rejects.toThrow(
      /application "wbe" not found.* has no application "wbe"\. Did you mean "web"\? It has: web\.$/,
    );
  });

  test('two secrets of a model do not have one name', async () => {
    const model = await scene().model();
    await model.addSecret('login', { password: 'hidden-1' });

    const again = model.addSecret('login', { password: 'hidden-2' });

    await expect(again).rejects.toMatchObject({ code: 'already exists' });
    await expect(again).rejects.toThrow('secret with name "login" already exists');
  });

  test.each([
    [{}, 'The secret "login" needs at least one key with a value'],
    [{ ab: 'hidden' }, 'The secret "login" cannot have the key "ab"'],
    [{ Password: 'hidden' }, 'The secret "login" cannot have the key "Password"'],
    [{ 'key#base64': 'hidden' }, 'The secret "login" cannot have the key "key#base64"'],
    [{ 'a--bc': 'hidden' }, 'The secret "login" cannot have the key "a--bc"'],
    [{ password: 12_345 }, 'The value of "password" in the secret "login" must be a string; got number'],
    [{ password: 'hidden'.repeat(200_000) }, 'The value of "password" in the secret "login" is too large'],
    [
      { one: 'hidden'.repeat(80_000), two: 'hidden'.repeat(80_000) },
      'The content of the secret "login" is too large',
    ],
    [['hidden'], 'must be an object of keys and values; got a list'],
    ['hidden', 'must be an object of keys and values; got string'],
  ])('content %# is refused before anything is sent, and not shown', async (content, message) => {
    const model = await scene().model();

    const refused = await model
      .addSecret('login', content as Record<string, string>)
      .catch((e: unknown) => e);

    expect((refused as Error).message).toContain(message);
    expect(inspect(refused)).not.toMatch(/hidden|aGlkZGVu|12.?345/);
    expect(await model.secrets()).toEqual([]);
  });

  test('what makes no sense is refused', async () => {
    const model = await scene().model();
    await model.addSecret('login', { password: 'one' });

    await expect(model.addSecret('', { password: 'x' })).rejects.toThrow(
      'The name of a secret must be a text',
    );
    await expect(model.addSecret('secret:x', { password: 'x' })).rejects.toThrow(
      'A secret cannot be named "secret:x"',
    );
    await expect(model.showSecret('secret:x')).rejects.toThrow('"secret:x" is not the URI of a secret');
    await expect(model.showSecret('')).rejects.toThrow('A secret is named by its URI or its name; got ""');
    await expect(model.removeSecret('login', { revision: 0 })).rejects.toThrow(
      'A revision of a secret is a whole number from 1 on; got 0',
    );
    await expect(model.grantSecret('login', [])).rejects.toThrow('grantSecret needs an application');
    await expect(model.secrets({ revealed: true } as object)).rejects.toThrow(
      'secrets knows no option "revealed"',
    );
    expect(await model.secrets()).toHaveLength(1);
  });
});
