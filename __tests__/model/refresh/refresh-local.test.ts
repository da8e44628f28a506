import { charm } from '../../../src/embedded';
import type { RefreshOptions } from '../../../src/model/refresh/refresh-options';
import { webFiles } from '../../support/model-charms';
import { profiles, scripts, sceneFor, until } from '../../support/model-scene';
import { shopFiles, shopScript } from '../../support/model-shop';

const siteYaml = webFiles['charmcraft.yaml'].replace('name: web', 'name: site');
const siteFiles = { ...webFiles, 'charmcraft.yaml': siteYaml };

/** The same without its database, and with another option. */
const laterFiles = {
  ...webFiles,
  'charmcraft.yaml': siteYaml
    .replace(/requires:\n.*\n.*\n/, '')
    .replace(/ {4}ratio: .*\n/, '    colour: { type: string, default: red }\n'),
};

const quiet = charm({});

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { ...scripts, shop: shopScript } });
  let later = '';
  let site = '';
  let shop = '';
  beforeAll(async () => {
    later = await scene().folder.charm('later', laterFiles);
    site = await scene().folder.charm('site', siteFiles);
    shop = await scene().folder.charm('shop', shopFiles);
  });

  test('all units run the charm afterwards, and their upgrade-charm hook with it', async () => {
    const model = await scene().model();
    const upgraded: string[] = [];
    const web = await model.deploy(site, { units: 2, config: { port: 1, ratio: 2.5 } });
    await model.waitForIdle();
    scene().embedded.charm(
      'site',
      charm({ on: { 'upgrade-charm': ({ unit }) => void upgraded.push(unit) } }),
    );

    await web.refresh({ path: later });

    expect(web.charm).toBe('local:site-1');
    const { units } = scene().inside(model).application('site');
    expect([...units.values()].map(({ charmUrl }) => charmUrl)).toEqual(['local:site-1', 'local:site-1']);
    await model.waitForIdle();
    expect(upgraded.toSorted()).toEqual(['site/0', 'site/1']);
    // What was set stays; an option that is gone takes its value with it.
    expect(await web.getConfig()).toMatchObject({ port: 1, colour: 'red' });
    expect(await web.getConfig()).not.toHaveProperty('ratio');
    scene().embedded.charm('site', quiet);
  });

  test('a relation that the charm does not have any more is refused, and nothing changes', async () => {
    const model = await scene().model();
    const web = await model.deploy(site);
    await model.deploy(scene().database);
    await model.integrate('site', 'database');

    await expect(web.refresh({ path: later })).rejects.toThrow(
      juju === '3.6'
        ? 'updating charm config: cannot upgrade application "site" to charm "local:site-1": would break relation "site:database database:sql"'
        : 'setting application "site" charm: charm has no corresponding relation "database"',
    );
    await model.status();
    expect(web.charm).toBe('local:site-0');
  });

  test('a charm of another name is refused before it is uploaded, and taken by switch', async () => {
    const model = await scene().model();
    const web = await model.deploy(site);

    await expect(web.refresh({ path: scene().database })).rejects.toThrow(
      'site runs the charm "site", and the one at this path is "database". To give it another charm on purpose, use the option switch instead of path.',
    );
    expect(scene().inside(model).charms.size).toBe(1);

    await web.refresh({ switch: shop, wait: false });
    expect(web.charm).toBe('local:shop-0');
  });

  test.each<[RefreshOptions, string]>([
    [{ path: './a', switch: 'b' }, 'refresh takes either "path" or "switch", not both'],
    [{ path: './a', channel: 'edge' }, 'refresh takes either "path" or "channel", not both'],
    [{ path: './a', revision: 0 }, 'refresh takes either "path" or "revision", not both'],
    [{ switch: 'a', revision: 0 }, 'refresh takes either "switch" or "revision", not both'],
    [{ revision: -1 }, 'revision must be a whole number, 0 or more; got -1'],
    [{ channel: 'a/b/c/d' }, 'channel must be such as "stable"'],
    [{ forceUnits: true } as RefreshOptions, 'refresh knows no option "forceUnits"'],
    [{}, 'site runs the local charm local:site-0: refresh it with the option path'],
  ])('%j is refused', async (options, message) => {
    const model = await scene().model();
    const web = await model.deploy(site);

    await expect(web.refresh(options)).rejects.toThrow(message);
  });

  test('another base needs force on Juju 4', async () => {
    const model = await scene().model();
    const web = await model.deploy(site);
    const asked = web.refresh({ path: site, base: 'ubuntu@24.04', wait: false }).then(
      () => 'refreshed',
      (error: unknown) => (error as Error).message,
    );

    expect(await asked).toMatch(
      juju === '3.6' ? /^refreshed$/ : /refreshing application from base "ubuntu@22.04" to "ubuntu@24.04"/,
    );
    if (juju === '4.0') await web.refresh({ path: site, base: 'ubuntu@24.04', force: true, wait: false });
    expect(web.base.channel).toMatch(/^24\.04/);
  });

  test('a unit in error holds the refresh up, unless it is forced', async () => {
    const model = await scene().model();
    await model.setConfig({ 'automatically-retry-hooks': false });
    const failing = charm({
      on: {
        'config-changed': () => {
          throw new Error('never');
        },
      },
    });
    scene().embedded.charm('site', failing);
    const web = await model.deploy(site);
    await until(() => scene().inside(model).unit('site/0').inError);

    const held = await web.refresh({ path: later, timeout: '2s' }).then(String, String);
    expect(held).toMatch(/site\/0.*runs local:site-0, not local:site-1/);
    await web.refresh({ path: later, force: true });

    expect(scene().inside(model).unit('site/0').charmUrl).toBe('local:site-2');
    scene().embedded.charm('site', quiet);
  });

  test('resources change with the charm; the others stay', async () => {
    const model = await scene().model();
    const app = await model.deploy(shop, { resources: { page: Buffer.from('one'), image: 'nginx:1' } });
    await model.waitForIdle();
    const before = await app.resources();

    await app.refresh({ path: shop, resources: { page: Buffer.from('two') } });
    await model.waitForIdle();

    expect(app.units[0]?.workloadStatus.message).toBe('shows two');
    expect((await app.resources())['image']).toEqual(before['image']);
  });

  test('a resource that the charm did not have before is taken by Juju 3 and refused by Juju 4', async () => {
    const model = await scene().model();
    const app = await model.deploy(site, { name: 'shop' });
    const resources = { page: Buffer.from('new'), image: 'nginx:1' };
    const refreshed = app.refresh({ switch: shop, resources, wait: false }).then(
      () => app.resources().then((all) => Object.keys(all).join()),
      (error: unknown) => (error as Error).message,
    );

    expect(await refreshed).toMatch(
      juju === '3.6'
        ? /^page,image$/
        : /resource "page": resource not found \(Resources\.AddPendingResources v3\)$/,
    );
  });

  test('an application that is not there is named', async () => {
    const model = await scene().model();
    const web = await model.deploy(site);
    await model.removeApplication('site');

    await expect(web.refresh({ path: later })).rejects.toThrow(
      `There is no application "site" in ${model.fullName}`,
    );
  });
});
