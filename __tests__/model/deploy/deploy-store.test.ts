import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeployOptions } from '../../../src/model/deploy/deploy-options';
import { profiles, scripts, sceneFor } from '../../support/model-scene';
import { shopFiles, shopScript } from '../../support/model-shop';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { ...scripts, shop: shopScript, kiosk: shopScript } });
  beforeAll(async () => {
    const { embedded, folder, database, agent } = scene();
    const shop = await folder.charm('store/shop', shopFiles);
    const page = (text: string) => ({ content: text });
    await writeFile(join(folder.path, 'page.html'), 'mine');
    await embedded.charmhub.add('shop', [
      { path: shop, resources: { page: page('one') } },
      { path: shop, channels: ['edge', '14/edge'], resources: { page: page('two') } },
    ]);
    await embedded.charmhub.add('postgres', database);
    await embedded.charmhub.add('watcher', { path: agent, revision: 7 });
  });

  test('a charm is deployed by its name, from the stable channel, with its resources', async () => {
    const model = await scene().model();

    const shop = await model.deploy('shop', { config: { port: 81, tls: false, title: 'x: y' } });

    expect(shop).toMatchObject({ name: 'shop', charm: 'ch:amd64/shop-1' });
    expect(shop.units).toHaveLength(1);
    expect((await model.status()).applications['shop']?.charmChannel).toBe('latest/stable');
    expect(await shop.getConfig()).toMatchObject({ port: 81, tls: false, title: 'x: y' });
    expect((await shop.resources())['page']).toMatchObject({ origin: 'store', revision: 1, size: 3 });
    await model.waitForIdle({ status: 'active' });
  });

  test('what is asked for is what Juju is told', async () => {
    const model = await scene().model();

    const app = await model.deploy('ch:shop', {
      name: 'site',
      channel: '14/edge',
      units: 2,
      base: 'ubuntu@22.04',
      arch: 'amd64',
      constraints: 'mem=2G',
      trust: true,
      bind: { '': 'alpha' },
      config: 'site:\n  port: 82\n',
    });

    const inside = scene().inside(model).application('site');
    expect(app.charm).toBe('ch:amd64/shop-2');
    expect(inside).toMatchObject({ channel: '14/edge', trust: true });
    expect(inside.constraints).toMatchObject({ mem: 2048, arch: 'amd64' });
    expect(inside.units.size).toBe(2);
    expect(inside.endpointBindings.get('')).toBe('alpha');
    expect(await app.getConfig()).toMatchObject({ port: 82 });
  });

  test('an exact revision is taken, and the channel for later', async () => {
    const model = await scene().model();

    const app = await model.deploy('shop', { revision: 1, channel: 'edge' });

    expect(app.charm).toBe('ch:amd64/shop-1');
    expect(scene().inside(model).application('shop').origin).toMatchObject({ risk: 'edge' });
  });

  test('resources may be a revision or a file of this machine', async () => {
    const model = await scene().model();

    const app = await model.deploy('shop', { resources: { page: './page.html', image: 1 } });
    const older = await model.deploy('shop', { name: 'older', channel: 'edge', resources: { page: 1 } });

    expect(await app.resources()).toMatchObject({
      page: { origin: 'upload', size: 4, username: 'admin' },
      image: { origin: 'store', revision: 1 },
    });
    expect((await older.resources())['page']).toMatchObject({ origin: 'store', revision: 1, size: 3 });
  });

  test('a subordinate has no units, whatever Juju would give others', async () => {
    const model = await scene().model();

    const agent = await model.deploy('watcher');

    expect(agent).toMatchObject({ name: 'agent', charm: 'ch:amd64/watcher-7', units: [] });
  });

  test('an unknown name fails with what Juju says and with what there is, and changes nothing', async () => {
    const model = await scene().model();

    await expect(model.deploy('nowhere')).rejects.toMatchObject({
      text: expect.stringMatching(
        /^resolving error: No charm or bundle with name 'nowhere'\. What the embedded controller has for Charmhub: \S.* More by embedded: \{ charmhub: \{ "nowhere": path \} \}$/,
      ) as string,
    });
    await expect(model.deploy('wathcer')).rejects.toThrow(
      `No charm or bundle with name 'wathcer'. Did you mean "watcher"? What the embedded controller has`,
    );
    expect((await model.status()).applications).toEqual({});
  });

  test.each<[string, DeployOptions, string]>([
    [
      'a channel that it is not in',
      { channel: '15/edge' },
      'selecting releases: charm or bundle not found for channel "15/edge", base "amd64"\navailable releases are:\n' +
        '  channel "latest/stable": available bases are: ubuntu@22.04\n',
    ],
    [
      'a base that it is not for',
      { base: 'ubuntu@20.04' },
      'selecting releases: charm or bundle not found for channel "latest/stable", base "amd64/ubuntu/20.04',
    ],
    [
      'a revision that was never released',
      { channel: 'stable', revision: 9 },
      'No revision was found in the Store.',
    ],
    ['an option that it does not have', { config: { colour: 'red' } }, 'unknown option "colour"'],
    [
      'a revision of a resource that there is not',
      { resources: { page: 9 } },
      'charm resource "page" at revision 9 not found',
    ],
    [
      'a resource that it does not have',
      { resources: { logo: 1 } },
      'There is no resource "logo" in the charm shop. It has: page, image.',
    ],
    ['a file that is not there', { resources: { page: './nowhere.html' } }, 'that does not exist'],
    ['a revision without a channel', { revision: 0 }, 'To deploy revision 0 of "shop", say the channel too'],
    ['a channel that is none', { channel: 'a/b/c/d' }, 'channel must be such as "stable"'],
    [
      'a revision that is none',
      { channel: 'stable', revision: -1 },
      'revision must be a whole number, 0 or more; got -1',
    ],
  ])('%s is refused', async (_, options, message) => {
    const model = await scene().model();

    await expect(model.deploy('shop', options)).rejects.toThrow(message);
    expect((await model.status()).applications).toEqual({});
    expect(scene().inside(model).pendingResources.size).toBe(0);
  });

  test('all that is wrong is told at once', async () => {
    const model = await scene().model();

    await expect(
      model.deploy('shop', { to: '9', config: { colour: 'red' }, units: 2, attachStorage: 'data/0' }),
    ).rejects.toMatchObject({
      errors: [
        { text: expect.stringContaining('machine 9 not found') as string },
        { text: 'unknown option "colour"' },
        { text: 'AttachStorage is non-empty, but NumUnits is 2' },
      ],
    });
  });

  test('the same name twice is refused with advice', async () => {
    const model = await scene().model();
    await model.deploy('postgres');

    await expect(model.deploy('postgres')).rejects.toMatchObject({
      code: 'already exists',
      message: expect.stringContaining(
        `There is an application "database" in ${model.fullName} already.`,
      ) as string,
    });
  });

  test('a name that is a folder here too is not guessed at', async () => {
    const model = await scene().model();

    await expect(model.deploy('web')).rejects.toThrow(
      `"web" may be a charm of Charmhub or what is in ${scene().folder.path}: write "./web" for the one here, "ch:web" for the other.`,
    );
    await expect(model.deploy('shop/0')).rejects.toThrow('"shop/0" is not the path of a charm.');
  });

  test('a plain refresh takes what is newer in the channel, and resources with it', async () => {
    const { embedded, folder } = scene();
    const model = await scene().model();
    const path = await folder.charm('store/shop', shopFiles);
    await embedded.charmhub.add('kiosk', { path, resources: { page: { content: 'old' } } });
    const kiosk = await model.deploy('kiosk', { name: 'kiosk' });
    const uploaded = await model.deploy('kiosk', {
      name: 'uploaded',
      resources: { page: Buffer.from('mine') },
    });
    await kiosk.refresh();
    expect(kiosk.charm).toBe('ch:amd64/kiosk-1');

    await embedded.charmhub.add('kiosk', { path, resources: { page: { content: 'newer' } } });
    await kiosk.refresh();
    await uploaded.refresh();
    await model.waitForIdle();

    expect(kiosk.charm).toBe('ch:amd64/kiosk-2');
    expect((await kiosk.resources())['page']).toMatchObject({ revision: 2, size: 5 });
    expect(kiosk.units[0]?.workloadStatus.message).toBe('shows newer');
    // What was uploaded by hand stays.
    expect((await uploaded.resources())['page']).toMatchObject({ origin: 'upload', size: 4 });
    embedded.charmhub.remove('kiosk');
  });

  test('a refresh may take another channel, a revision, or another charm', async () => {
    const model = await scene().model();
    const shop = await model.deploy('shop');

    await shop.refresh({ channel: 'edge' });
    expect(shop.charm).toBe('ch:amd64/shop-2');
    await shop.refresh({ revision: 1 });
    expect(shop.charm).toBe('ch:amd64/shop-1');
    const database = await model.deploy('postgres');
    await database.refresh({ switch: 'shop' });
    expect(database.charm).toBe('ch:amd64/shop-1');
    await expect(shop.refresh({ switch: 'nowhere' })).rejects.toThrow(
      "No charm or bundle with name 'nowhere'",
    );
  });

  test('Charmhub tells what it has', async () => {
    const model = await scene().model();

    const info = await model.charmhub.info('shop');
    expect(info).toMatchObject({ name: 'shop', type: 'charm', summary: 'A web application.' });
    expect(Object.keys(info.channels)).toEqual(['latest/stable', 'latest/edge', '14/edge']);
    const { channels } = await model.charmhub.info('shop', { channel: '14/edge' });
    expect(channels).toEqual({
      '14/edge': {
        revision: 2,
        version: '2',
        bases: [{ name: 'ubuntu', channel: '22.04', architecture: 'amd64' }],
        releasedAt: expect.any(Date) as Date,
        size: expect.any(Number) as number,
      },
    });
    await expect(model.charmhub.info('nowhere')).rejects.toThrow("No charm or bundle with name 'nowhere'.");
    await expect(model.charmhub.info('shop', { channel: '9' })).rejects.toThrow(
      'Charmhub has "shop", but not in the channel 9/stable. It has: latest/stable, latest/edge, 14/edge.',
    );
    await expect(model.charmhub.info('shop', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
  });
});
