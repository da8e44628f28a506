import { join } from 'node:path';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { charmsDirectory } from '../../support/embedded-domain';
import { readCharmArchive, readCharmDirectory } from '../../../src/embedded/charm/read-charm';
import { zipOf } from '../../support/embedded-domain-zip';

const read = (name: string) => readCharmDirectory(join(charmsDirectory, name));

test('a charm with metadata.yaml is read with its relations, options, actions, bases and version', async () => {
  const web = await read('web');

  expect(web.meta.name).toBe('web');
  expect(web.meta.requires.get('db')).toEqual({
    name: 'db',
    role: 'requirer',
    interface: 'pgsql',
    optional: false,
    limit: 1,
    scope: 'global',
  });
  expect(web.meta.provides.get('website')?.interface).toBe('http');
  expect(web.meta.peers.get('replicas')?.role).toBe('peer');
  expect([...web.config.values()].map(({ name, type, default: value }) => [name, type, value])).toEqual([
    ['title', 'string', 'Welcome'],
    ['port', 'int', 8080],
    ['debug', 'boolean', false],
    ['ratio', 'float', 0.5],
    ['token', 'string', undefined],
  ]);
  expect(web.manifest.bases).toEqual([{ name: 'ubuntu', channel: '22.04/stable', architectures: ['amd64'] }]);
  expect(web).toMatchObject({ version: '1.2.3', revision: 0, runnable: true });
});

test('an action becomes the JSON schema that Juju makes of it', async () => {
  const { actions } = await read('web');

  expect(actions.get('greet')?.params).toMatchObject({
    type: 'object',
    title: 'greet',
    description: 'Greets somebody.',
    required: ['name'],
    additionalProperties: false,
    properties: { loud: { type: 'boolean', default: false } },
  });
  expect(actions.get('break')?.params).toMatchObject({ properties: {} });
});

test('charmcraft.yaml alone says all that the other files would', async () => {
  const database = await read('database');

  expect(database.meta).toMatchObject({ name: 'database', subordinate: false });
  expect(database.meta.provides.get('db')?.interface).toBe('pgsql');
  expect(database.config.get('mode')?.default).toBe('primary');
  expect(database.actions.get('backup')?.description).toBe('Makes a backup.');
  expect(database.manifest.bases).toEqual([
    { name: 'ubuntu', channel: '22.04/stable', architectures: ['amd64', 'arm64'] },
  ]);
});

test('containers, resources, storage and bases of the long form are read', async () => {
  const [k8s, files] = await Promise.all([read('web-k8s'), read('files')]);

  expect(k8s.meta.containers.get('web')).toEqual({ resource: 'web-image', mounts: [] });
  expect(k8s.meta.resources.get('web-image')?.type).toBe('oci-image');
  expect(k8s.meta.assumes).toEqual(['juju >= 3.1', 'k8s-api']);
  expect(k8s.manifest.bases).toEqual([{ name: 'ubuntu', channel: '22.04/stable', architectures: [] }]);
  expect(files.meta.storage.get('data')).toMatchObject({
    location: '/srv/data',
    minimumSize: 1024,
    countMin: 1,
  });
  expect(files.meta.storage.get('cache')).toMatchObject({ countMin: 0, countMax: 2 });
});

/** What is said of each charm in which one thing is wrong. */
const malformed: Readonly<Record<string, string>> = {
  'action-description':
    'cannot read "actions.yaml" of the charm: value for schema key "description" must be a string. Correct "run.description".',
  'action-name':
    'cannot read "actions.yaml" of the charm: bad action name Do_It. Use lower case letters, digits and dashes.',
  'action-params':
    'cannot read "actions.yaml" of the charm: params failed to parse as a map. Make "run.params" a map of parameters.',
  'action-ref':
    'cannot read "actions.yaml" of the charm: schema key "$ref" not compatible with this version of juju. Write the schema of "run" out.',
  'action-reserved':
    'cannot read "actions.yaml" of the charm: cannot use action name juju-run: the "juju-" prefix is reserved. Give the action another name.',
  'charmcraft-base':
    'cannot read "charmcraft.yaml" of the charm: base: "jammy" is not of the form "name@channel". Write for instance `base: ubuntu@24.04`.',
  'charmcraft-name':
    'cannot read "charmcraft.yaml" of the charm: name: expected string, got nothing. Without a metadata.yaml, charmcraft.yaml needs "name", "summary" and "description".',
  'charmcraft-type':
    'cannot read "charmcraft.yaml" of the charm: type: it is a bundle. Only a charm can be deployed as one; make "type" "charm".',
  'config-default':
    'cannot read "config.yaml" of the charm: invalid config default: option "port" expected int, got "eighty". Give a default of that type, or none.',
  'config-empty':
    'cannot read "config.yaml" of the charm: invalid config: empty configuration. List the options under "options", or take the file away.',
  'config-type':
    'cannot read "config.yaml" of the charm: invalid config: option "title" has unknown type "text". Choose one of string, int, float, boolean, secret.',
  'container-resource':
    'cannot read "charmcraft.yaml" of the charm: parsing containers: referenced resource "web-image" not found. Declare "web-image" under "resources", of type "oci-image".',
  'containers-without-bases':
    'cannot read "metadata.yaml" of the charm: containers without a manifest.yaml not valid. Pack the charm with `charmcraft pack`, which writes manifest.yaml, or give bases in charmcraft.yaml.',
  'formats-mixed':
    'cannot read "metadata.yaml" of the charm: metadata: ambiguous metadata: keys "series" cannot be used with "assumes". Take the keys of the old format away.',
  list: 'cannot read "metadata.yaml" of the charm: expected a map, got a list. Write `key: value` lines.',
  'manifest-channel':
    'cannot read "manifest.yaml" of the charm: bases[0].channel: expected string, got float64(22.04). Put the value of "bases[0].channel" in quotes.',
  'no-metadata':
    'cannot read the charm: archive file "metadata.yaml" not found. A charm has a metadata.yaml or a charmcraft.yaml at its top: is this the directory of a charm, or what `charmcraft pack` made?',
  'no-name':
    'cannot read "metadata.yaml" of the charm: metadata: name: expected string, got nothing. Give "name" a value.',
  'relation-interface':
    'cannot read "metadata.yaml" of the charm: metadata: requires.db.interface: expected string, got nothing. Give "requires.db.interface" a value.',
  'relation-reserved':
    'cannot read "metadata.yaml" of the charm: charm "broken" using a reserved relation name: "juju-db". Names that begin with "juju" are Juju\'s.',
  'relation-scope':
    'cannot read "metadata.yaml" of the charm: metadata: requires.db.scope: unexpected value "galactic". A relation is "global", or "container" between a principal and its subordinate.',
  'relation-twice':
    'cannot read "metadata.yaml" of the charm: charm "broken" using a duplicated relation name: "db". Give each endpoint a name of its own.',
  resource:
    'cannot read "metadata.yaml" of the charm: metadata: resource missing filename. Add "resources.data.filename".',
  revision:
    'cannot read "revision" of the charm: invalid revision file. It holds a whole number, or is not there.',
  'storage-range':
    'cannot read "metadata.yaml" of the charm: metadata: storage.data.multiple.range: value "many" does not match \'m\', \'m-n\', or \'m+\'. Write how many are wanted, such as 1, "1-3" or "0+".',
  'storage-type':
    'cannot read "metadata.yaml" of the charm: metadata: storage.data.type: unexpected value "cloud". Storage is "block" or "filesystem".',
  subordinate:
    'cannot read "metadata.yaml" of the charm: subordinate charm "broken" lacks "requires" relation with container scope. Add one, such as `requires: { principal: { interface: juju-info, scope: container } }`.',
  'summary-number':
    'cannot read "metadata.yaml" of the charm: metadata: summary: expected string, got int(5). Put the value of "summary" in quotes.',
};

test.each(Object.entries(malformed))(
  'a charm with a wrong %s is refused with file, key, value and advice',
  async (name, message) => {
    await expect(read(`malformed-${name}`)).rejects.toMatchObject({ message, name: 'CharmError' });
  },
);

test('broken YAML is refused with its line', async () => {
  await expect(read('malformed-yaml')).rejects.toThrow(
    /cannot read "metadata\.yaml" of the charm: yaml: line \d: /,
  );
});

test('every malformed charm of the fixtures is looked at', () => {
  const known = readdirSync(charmsDirectory).filter((name) => name.startsWith('malformed-'));
  expect(known).toEqual([...Object.keys(malformed), 'yaml'].map((name) => `malformed-${name}`).toSorted());
});

test('a path that is not there, or no directory, is refused with the path', async () => {
  const missing = join(charmsDirectory, 'nowhere');
  await expect(readCharmDirectory(missing)).rejects.toThrow(
    `cannot read the charm: there is no "${missing}"`,
  );
  const file = join(charmsDirectory, 'web', 'metadata.yaml');
  await expect(readCharmDirectory(file)).rejects.toThrow(`"${file}" is not a directory`);
});

test('a link that leads out of the directory of a charm is not followed', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'charm-'));
  try {
    await writeFile(join(directory, 'outside.yaml'), 'secret: true\n');
    const inner = await mkdtemp(join(directory, 'charm-'));
    await symlink(join(directory, 'outside.yaml'), join(inner, 'metadata.yaml'));
    await expect(readCharmDirectory(inner)).rejects.toThrow(
      /cannot read "metadata\.yaml" of the charm: it is a link to/,
    );
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('an archive is read as its directory is', async () => {
  const archive = await zipOf({
    'metadata.yaml': 'name: packed\nsummary: s\ndescription: d\n',
    'hooks/install': '#!/bin/sh\n',
  });

  const contents = await readCharmArchive(archive);

  expect(contents.meta.name).toBe('packed');
  expect(contents).toMatchObject({ runnable: true, files: ['metadata.yaml', 'hooks/install'], version: '' });
});

test('booleans of YAML 1.1 are booleans, as Juju reads them', async () => {
  const archive = await zipOf({
    'metadata.yaml': 'name: packed\nsummary: s\ndescription: d\n',
    'config.yaml': 'options:\n  one: {type: boolean, default: yes}\n  two: {type: boolean, default: Off}\n',
  });
  const { config } = await readCharmArchive(archive);
  expect([config.get('one')?.default, config.get('two')?.default]).toEqual([true, false]);
});

test('what is no zip archive is refused with what a charm is', async () => {
  await expect(readCharmArchive(Buffer.from('not a zip'))).rejects.toThrow(
    'cannot read the charm: zip: not a valid zip file. A charm is a zip archive as `charmcraft pack` makes it.',
  );
});

test('an archive whose names lead out of it is refused', async () => {
  const archive = await zipOf({ 'metadata.yaml': 'name: x\n', 'aa/evil.sh': 'x' });
  // The library that packs refuses such a name, so it is written into the bytes.
  const evil = Buffer.from(archive.toString('latin1').replaceAll('aa/evil.sh', '../evil.sh'), 'latin1');
  await expect(readCharmArchive(evil)).rejects.toThrow(/invalid relative path: \.\.\/evil\.sh/);
});

test('a description that is too large to be one is refused before it is read', async () => {
  const archive = await zipOf({ 'metadata.yaml': `name: ${'x'.repeat(5 * 1024 * 1024)}\n` });
  await expect(readCharmArchive(archive)).rejects.toThrow(
    'cannot read "metadata.yaml" of the charm: it is larger than 4194304 bytes',
  );
});
