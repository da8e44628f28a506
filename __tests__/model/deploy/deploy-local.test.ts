import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localCharm } from '../../../src/model/charm/local-charm';
import type { DeployOptions } from '../../../src/model/deploy/deploy-options';
import { CharmError } from '../../../src/model/errors';
import { webFiles } from '../../support/model-charms';
import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test("a charm's folder is deployed under the charm's name, with one unit", async () => {
    const model = await scene().model();

    const web = await model.deploy(scene().web);

    expect(web).toMatchObject({ name: 'web', life: 'alive', charm: 'local:web-0', exposed: false });
    expect(web.base).toEqual({ name: 'ubuntu', channel: '22.04/stable' });
    expect(web.units.map(({ name }) => name)).toEqual(['web/0']);
    expect(model.applications.require('web')).toBe(web);
  });

  test('a .charm file is deployed as it is', async () => {
    const model = await scene().model();
    const { archive } = await localCharm(scene().web, '/');
    await writeFile(join(scene().folder.path, 'web.charm'), archive);

    await model.deploy('./web.charm', { name: 'site' });

    expect(scene().inside(model).applications.get('site')?.charm.archive).toEqual(archive);
  });

  test('what is asked for is what Juju is told', async () => {
    const model = await scene().model();

    await model.deploy(scene().web, {
      name: 'site',
      units: 3,
      base: 'ubuntu@24.04',
      config: { greeting: '', port: 0, ratio: 1.5, tls: false, title: 'x' },
      constraints: { mem: '2G', tags: ['a', 'b'] },
      trust: true,
      force: true,
    });

    const site = scene().inside(model).applications.get('site');
    expect(site).toMatchObject({ constraints: { mem: 2048, tags: ['a', 'b'] }, trust: true });
    expect(site?.base.channel).toMatch(/^24\.04/);
    expect(site?.units.size).toBe(3);
    expect(await model.applications.require('site').getConfig()).toEqual({
      greeting: '',
      port: 0,
      ratio: 1.5,
      tls: false,
      title: 'x',
    });
  });

  test('an application may have no units at first', async () => {
    const model = await scene().model();

    expect((await model.deploy(scene().web, { units: 0 })).units).toEqual([]);
  });

  test('units can be placed', async () => {
    const model = await scene().model();
    await model.deploy(scene().database);

    const web = await model.deploy(scene().web, { to: '0' });

    expect(web.units[0]?.machine?.id).toBe('0');
    expect(model.machines.size).toBe(1);
  });

  test('a subordinate gets no units of its own', async () => {
    const model = await scene().model();

    expect((await model.deploy(scene().agent)).units).toEqual([]);
  });

  test.each<[DeployOptions, string]>([
    [{ units: 2 }, '"units" makes no sense for it'],
    [{ to: '0' }, '"to" makes no sense for it'],
    [{ constraints: 'mem=1G' }, '"constraints" makes no sense for it'],
  ])('a subordinate with %j is refused', async (options, message) => {
    const model = await scene().model();

    await expect(model.deploy(scene().agent, options)).rejects.toThrow(message);
    expect((await model.status()).applications).toEqual({});
  });

  test('several at once are all there in the end', async () => {
    const model = await scene().model();

    await Promise.all([
      model.deploy(scene().web),
      model.deploy(scene().database),
      model.deploy(scene().agent),
    ]);

    expect([...model.applications.keys()]).toEqual(['agent', 'database', 'web']);
  });

  test('the same charm twice needs two names', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    await expect(model.deploy(scene().web)).rejects.toMatchObject({
      code: 'already exists',
      message:
        `There is an application "web" in ${model.fullName} already. ` +
        'Give this one another name with the option name, or remove the other first.',
    });
    expect((await model.deploy(scene().web, { name: 'web-two' })).name).toBe('web-two');
  });

  test.each<[string, unknown, string]>([
    ['a name that is none', { name: 'Web' }, '"Web" is no name for an application'],
    ['a name that ends like a unit', { name: 'web-2' }, '"web-2" is no name for an application'],
    ['units that are no number', { units: '2' }, 'units must be a whole number of units, 0 or more; got "2"'],
    ['a base that is none', { base: 'jammy' }, 'base must be written as "ubuntu@22.04"; got "jammy"'],
    [
      'a value that is none',
      { config: { port: undefined } },
      'The option "port" of application web cannot be set to undefined',
    ],
    ['a constraint that is none', { constraints: 'memory=1G' }, 'There is no constraint "memory"'],
    ['a place that is none', { to: 'lxc:1' }, '"lxc:1" is no place for a unit'],
    ['trust that is neither', { trust: 'no' }, "trust must be true or false; got 'no'"],
    [
      'a place that is no text',
      { to: 5 },
      "to must be a place such as '3' or 'lxd:3', or a list of such; got 5",
    ],
    [
      'a channel',
      { channel: 'edge' },
      'The charm web is a local one, and "channel" is for charms of Charmhub',
    ],
    ['a revision', { revision: 0 }, 'The charm web is a local one, and "revision" is for charms of Charmhub'],
    ['configuration that is no YAML', { config: 'a: [' }, 'The configuration of application web is not YAML'],
    [
      'configuration that is a list',
      { config: '- a' },
      'must be a mapping of options and values; it is ["a"]',
    ],
    ['storage that is none', { storage: { data: 'a,b' } }, '"a,b" is no storage directive for "data"'],
    [
      'less than no storage',
      { storage: { data: { count: -1 } } },
      '{"count":-1} is no storage directive for "data"',
    ],
    [
      'a size that is none',
      { storage: { data: { size: '1X' } } },
      '{"size":"1X"} is no storage directive for "data"',
    ],
    ['a device that is none', { devices: { gpu: '2' } }, 'The device "gpu" cannot be "2"'],
    [
      'storage by its name',
      { attachStorage: 'data' },
      '"data" is no storage: name it as `juju storage` shows it, such as "data/0"',
    ],
    ['an option that nobody reads', { application_name: 'x' }, 'deploy knows no option "application_name"'],
  ])('%s is refused before anything is uploaded', async (_, options, message) => {
    const model = await scene().model();

    await expect(model.deploy(scene().web, options as DeployOptions)).rejects.toThrow(message);
    expect(scene().inside(model).charms.size).toBe(0);
  });

  test('what the charm does not take is refused in the words of Juju, with what it takes', async () => {
    const model = await scene().model();

    await expect(model.deploy(scene().web, { config: { prot: 80 } })).rejects.toThrow(
      /unknown option "prot".*\. The charm web has no option "prot"\. Did you mean "port"\? It has: .*greeting/,
    );
    await expect(model.deploy(scene().web, { storage: { data: '1G' } })).rejects.toThrow(
      /no store called "data".*\. The charm web has no storage "data"\. It has none\.$/,
    );
    await expect(model.deploy(scene().web, { bind: { databse: 'alpha' } })).rejects.toThrow(
      /unknown endpoint "databse".* has no endpoint "databse"\. Did you mean "database"\?/,
    );
    await expect(model.deploy(scene().web, { config: { port: 'eighty' } })).rejects.toThrow(/port/);
    expect((await model.status()).applications).toEqual({});
  });

  test('a path of nothing, and a folder of no charm, are refused before anything is uploaded', async () => {
    const model = await scene().model();
    await scene().folder.charm('empty', { 'README.md': 'hi' });

    await expect(model.deploy('./nowhere')).rejects.toThrow(CharmError);
    await expect(model.deploy('./empty')).rejects.toThrow(
      'it has neither a metadata.yaml nor a charmcraft.yaml',
    );
    expect(scene().inside(model).charms.size).toBe(0);
  });

  test('a bundle is no charm', async () => {
    const model = await scene().model();
    await writeFile(join(scene().folder.path, 'bundle.yaml'), 'applications: {}');

    await expect(model.deploy('./bundle.yaml')).rejects.toThrow(
      "./bundle.yaml is not a charm. If it is a bundle, use deployBundle('./bundle.yaml').",
    );
  });

  describe('a charm that does not say its base', () => {
    const nameless = { 'metadata.yaml': 'name: plain\nsummary: s\ndescription: d\n', dispatch: '' };

    test("is deployed on the model's default", async () => {
      const model = await scene().controller.addModel('with-default', {
        config: { 'default-base': 'ubuntu@20.04/stable' },
      });

      const plain = await model.deploy(await scene().folder.charm('plain', nameless), { force: true });

      expect(plain.base.channel).toBe('20.04/stable');
    });

    test('is refused where the model has none', async () => {
      const model = await scene().model();
      const path = await scene().folder.charm('plain', nameless);

      await expect(model.deploy(path)).rejects.toThrow(
        'The charm plain does not say which base it is for, and the model has no default-base. Give one with the option base, such as "ubuntu@22.04".',
      );
    });
  });

  test('the architecture is the one that is asked for, else the only one that the charm is for', async () => {
    const model = await scene().model();
    const arm = { ...webFiles, 'charmcraft.yaml': webFiles['charmcraft.yaml'].replace('amd64', 'arm64') };
    const path = await scene().folder.charm('arm', arm);

    await model.deploy(path, { name: 'only' });
    await model.deploy(path, { name: 'asked', constraints: 'arch=amd64' });

    const { applications } = scene().inside(model);
    expect(applications.get('only')?.origin.architecture).toBe('arm64');
    expect(applications.get('asked')?.origin.architecture).toBe('amd64');
  });

  test('a deploy that is aborted ends at once', async () => {
    const model = await scene().model();

    await expect(
      model.deploy(scene().web, { signal: AbortSignal.abort(new Error('over')) }),
    ).rejects.toMatchObject({ code: 'aborted' });
  });

  test('an empty file is refused with its name', async () => {
    const model = await scene().model();
    await writeFile(join(scene().folder.path, 'nothing.charm'), '');

    await expect(model.deploy('./nothing.charm')).rejects.toThrow('./nothing.charm is not a charm');
  });

  test('storage, devices and spaces are told as Juju takes them', async () => {
    const model = await scene().model();
    const yaml = webFiles['charmcraft.yaml'].replace('name: web', 'name: files');
    const storage =
      'storage:\n  data: { type: filesystem, multiple: { range: 0-5 } }\n  log: { type: filesystem }\n';
    const files = { ...webFiles, 'charmcraft.yaml': yaml + storage };
    const path = await scene().folder.charm('files', files);

    await model.deploy(path, {
      storage: { data: '10G,2,loop', log: { size: '512M' } },
      bind: 'alpha cluster=beta',
      devices: { gpu: '2,nvidia.com/gpu,model=a;memory=8G' },
    });

    const { storageDirectives, endpointBindings } = scene().inside(model).application('files');
    expect(storageDirectives.get('data')).toEqual({ pool: 'loop', count: 2, size: 10_240 });
    expect(storageDirectives.get('log')).toMatchObject({ count: 1, size: 512 });
    expect(Object.fromEntries(endpointBindings)).toEqual({ '': 'alpha', cluster: 'beta' });
  });

  test.each<[string, DeployOptions]>([
    ['plain', { config: 'port: 81\ntls: false\n' }],
    ["keyed by the application's name", { config: 'web:\n  port: 81\n  tls: false\n' }],
  ])('the configuration may be YAML, %s', async (_, options) => {
    const model = await scene().model();

    const web = await model.deploy(scene().web, options);

    expect(await web.getConfig()).toMatchObject({ port: 81, tls: false });
  });
});
