import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleDeployOptions } from '../../../src/model/bundle/bundle-options';
import { profiles, scripts, sceneFor } from '../../support/model-scene';
import { shopFiles } from '../../support/model-shop';

const bundle = `
applications:
  site:
    charm: ./web
    num_units: 2
    to: ['0', lxd:db/0]
    options: { port: 81, greeting: include-file://greeting.txt, title: include-base64://greeting.txt }
    annotations: { gui-x: '1' }
    expose: true
  db:
    charm: postgres
    channel: edge
    num_units: 1
    constraints: mem=2G
  agent:
    charm: ./agent
machines:
  '0': { constraints: cores=2, annotations: { rack: a } }
relations:
  - [site:database, db:sql]
  - [agent, site]
`;

describe.each(profiles)('on Juju %s', (juju) => {
  const users = [{ name: 'bob', password: 'bob-password' }];
  const scene = sceneFor({ juju, charms: { ...scripts, postgres: scripts.database }, users });
  const write = (name: string, text: string) => writeFile(join(scene().folder.path, name), text);
  beforeAll(async () => {
    const { embedded, folder, database } = scene();
    await embedded.charmhub.add('postgres', { path: database, channels: ['stable', 'edge'] });
    await folder.charm('shop', shopFiles);
    await write('greeting.txt', 'Hé!\n');
    await write('bundle.yaml', bundle);
    await write('page.html', '<p>');
    await write('stack.yaml', 'applications:\n  db: { charm: postgres, num_units: 1 }\n');
    await embedded.charmhub.add('stack', { bundle: join(folder.path, 'stack.yaml') });
  });

  test('machines, applications, units, relations and the rest are as the bundle says', async () => {
    const model = await scene().model();

    const applications = await model.deployBundle('./bundle.yaml');
    await model.waitForIdle({ status: 'active' });

    expect(applications.map(({ name }) => name)).toEqual(['site', 'db', 'agent']);
    const [site, db, agent] = applications;
    expect(site).toMatchObject({ charm: 'local:web-0', exposed: true });
    expect(db?.charm).toBe('ch:amd64/postgres-1');
    expect(await site?.getConfig()).toMatchObject({
      port: 81,
      greeting: 'Hé!\n',
      title: Buffer.from('Hé!\n').toString('base64'),
    });
    expect(await db?.getConstraints()).toMatchObject({ mem: 2048 });
    expect(await site?.getAnnotations()).toEqual({ 'gui-x': '1' });
    const [first, second] = site?.units ?? [];
    const dbMachine = db?.units[0]?.machine?.id ?? '';
    expect([first?.machine?.id, second?.machine?.id]).toEqual(['0', `${dbMachine}/lxd/0`]);
    expect(agent?.units).toHaveLength(2);
    expect(model.relations.filter((relation) => relation.matches('site', 'db'))).toHaveLength(1);
    expect(scene().inside(model).machine('0').constraints).toMatchObject({ cores: 2 });
    expect(scene().inside(model).annotations.get('machine-0')).toEqual({ rack: 'a' });
  });

  test('deployed again, it changes nothing', async () => {
    const model = await scene().model();
    await model.deployBundle('./bundle.yaml');
    const { machines, applications, relations, charms } = scene().inside(model);
    const before = [machines.size, applications.get('site')?.units.size, relations.size, charms.size];

    await model.deployBundle('./bundle.yaml');

    expect([machines.size, applications.get('site')?.units.size, relations.size, charms.size]).toEqual(
      before,
    );
  });

  test('deployed again, what is missing is added where it belongs, and options are set', async () => {
    const model = await scene().model();
    await model.deployBundle(bundle.replace('num_units: 2', 'num_units: 1').replace(', lxd:db/0', ''));
    const { applications, machines } = scene().inside(model);

    await model.deployBundle(bundle.replace('port: 81', 'port: 82'));

    expect(applications.get('site')?.units.size).toBe(2);
    expect([...machines.keys()].filter((id) => !id.includes('lxd'))).toHaveLength(2);
    expect(await model.applications.require('site').getConfig()).toMatchObject({ port: 82 });
  });

  test('overlays change, add and take away', async () => {
    const model = await scene().model();
    await write(
      'overlay.yaml',
      'applications:\n  site: { options: { port: 90 }, num_units: 1, to: [] }\n  agent:\n---\n' +
        'applications:\n  more: { charm: ./web, num_units: 1, options: { title: include-file://greeting.txt } }\n',
    );

    const applications = await model.deployBundle('./bundle.yaml', {
      overlays: ['./overlay.yaml', 'applications:\n  db: null\nmachines: {}\n'],
    });

    expect(applications.map(({ name }) => name)).toEqual(['site', 'more']);
    expect(await applications[0]?.getConfig()).toMatchObject({ port: 90, greeting: 'Hé!\n' });
    expect(await applications[1]?.getConfig()).toMatchObject({ title: 'Hé!\n' });
    expect(scene().inside(model).charms.size).toBe(2);
  });

  test('text may hold its overlays, and resources go with the charms', async () => {
    const model = await scene().model();

    const [shop] = await model.deployBundle(
      'applications:\n  shop:\n    charm: ./shop\n    num_units: 1\n    resources: { page: ./page.html, image: nginx:1 }\n' +
        '---\napplications:\n  shop: { exposed-endpoints: { cluster: { expose-to-cidrs: [10.0.0.0/8] } } }\n',
    );

    expect((await shop?.resources())?.['page']).toMatchObject({ size: 3, origin: 'upload' });
    expect((await model.status()).applications['shop']?.exposedEndpoints).toEqual({
      cluster: { toSpaces: [], toCidrs: ['10.0.0.0/8'] },
    });
  });

  test('a bundle of Charmhub is deployed by its name', async () => {
    const model = await scene().model();

    const [db] = await model.deployBundle('stack');

    expect(db?.units).toHaveLength(1);
    expect(await db?.getAnnotations()).toEqual({ bundleURL: 'ch:amd64/stack-1' });
    await expect(model.deployBundle('postgres')).rejects.toThrow(
      '"postgres" of Charmhub is a charm, not a bundle: deploy it with deploy',
    );
    await expect(model.deployBundle('nowhere')).rejects.toThrow("No charm or bundle with name 'nowhere'.");
  });

  test('the cloud’s credential is given only to whom one agrees to', async () => {
    const model = await scene().model();
    const text = 'applications:\n  db: { charm: postgres, trust: true }\n  other: { charm: postgres }\n';

    await expect(model.deployBundle(text)).rejects.toThrow(
      "The bundle wants to give the cloud's credential to db. If you trust them, deploy it with { trust: true }.",
    );
    const [db, other] = await model.deployBundle(text, { trust: true });

    expect([await db?.trusted(), await other?.trusted()]).toEqual([true, false]);
  });

  test('offers are made, and those of other models consumed', async () => {
    const [offering, consuming] = [await scene().model(), await scene().model()];
    const offer =
      'applications:\n  db: { charm: postgres, num_units: 1, offers: { data: { endpoints: [sql] } } }\n';
    const text = `applications:\n  site: { charm: ./web, num_units: 1 }\nsaas: { far: { url: admin/${offering.name}.data } }\nrelations: [[site, far]]\n`;

    await offering.deployBundle(offer);
    await consuming.deployBundle(text);
    await offering.deployBundle(offer);
    await consuming.deployBundle(text);

    expect([...scene().inside(offering).offers.keys()]).toEqual(['data']);
    expect([...scene().inside(consuming).remoteApplications.keys()]).toEqual(['far']);
    expect(consuming.relations.filter((relation) => relation.matches('site', 'far'))).toHaveLength(1);
  });

  test('who may use its offers is as the bundle says; a user that there is not stops it', async () => {
    const model = await scene().model();
    const granting = (user: string) =>
      `applications:\n  db: { charm: postgres, offers: { data: { endpoints: [sql], acl: { admin: admin, ${user}: consume } } } }\n`;

    await model.deployBundle(granting('bob'));
    await model.deployBundle(granting('bob'));

    const [offer] = await model.listOffers();
    expect(offer?.users).toMatchObject({ admin: 'admin', bob: 'consume' });
    await expect(model.deployBundle(granting('nobody'))).rejects.toThrow(
      /was deployed in part: its step grantOfferAccess-\d+ failed, .*user "nobody" not found/,
    );
  });

  test('all that is wrong with it is told, and nothing is deployed', async () => {
    const model = await scene().model();
    const wrong = `
applications:
  one: { charm: postgres-3, num_units: 1, to: [a, '7'] }
  two:
machines: { '1': {} }
relations: [[one, three], [one, one:b]]
`;
    await expect(model.deployBundle(wrong)).rejects.toThrow(
      [
        'The bundle cannot be deployed:',
        'cannot specify revision in "ch:postgres-3", please use revision',
        'too many units specified in unit placement for application "one"',
        'placement "a" refers to an application not defined in this bundle',
        'placement "7" refers to a machine not defined in this bundle',
        'bundle application for key "two" is undefined',
        'relation ["one" "three"] refers to application "three" not defined in this bundle',
        'relation ["one" "one:b"] relates an application to itself',
        'machine "1" is not referred to by a placement directive',
      ].join('\n  - '),
    );
    expect((await model.status()).applications).toEqual({});
  });

  test.each<[string, string, BundleDeployOptions, string]>([
    ['no bundle', './nowhere.yaml', {}, 'The bundle ./nowhere.yaml is not there (looked for /'],
    ['a folder without one', './web', {}, 'The bundle at ./web cannot be read'],
    ['text that is no YAML', 'a: [\n', {}, 'The bundle is not YAML'],
    ['text that is a list', '- a\n- b\n', {}, 'The bundle must be a mapping with "applications"'],
    [
      'applications that are a list',
      'applications:\n- a\n',
      {},
      '"applications" of The bundle must be a mapping',
    ],
    ['no application', 'machines: {}\n\n', {}, 'at least one application must be specified'],
    ['a charm that is not there', 'applications:\n  a: { charm: ./none }\n', {}, 'There is no charm at /'],
    ['the same in one line', 'applications: { a: { charm: ./none } }', {}, 'There is no charm at /'],
    [
      'a file that is not there',
      'applications:\n  a: { charm: postgres, options: { x: include-file://none } }\n',
      {},
      '"x", an option of application a, includes none, which cannot be read',
    ],
    [
      'an overlay that is not there',
      './stack.yaml',
      { overlays: './none.yaml' },
      'The overlay ./none.yaml is not there',
    ],
    ['a channel of a local one', './stack.yaml', { channel: 'edge' }, '"channel" is for bundles of Charmhub'],
    [
      'an unknown option',
      './stack.yaml',
      { dryRun: true } as BundleDeployOptions,
      'deployBundle knows no option "dryRun"',
    ],
  ])('%s is refused before anything is deployed', async (_, source, options, message) => {
    const model = await scene().model();

    await expect(model.deployBundle(source, options)).rejects.toThrow(message);
    expect(scene().inside(model).applications.size).toBe(0);
  });

  test('a step that fails is named, and what came before it stays', async () => {
    const model = await scene().model();

    await expect(
      model.deployBundle('applications:\n  a: { charm: postgres }\n  b: { charm: nothing }\n'),
    ).rejects.toThrow(
      /^The bundle was deployed in part: its step deploy-3 \(b\) failed, and what came before it stays\. .*No charm or bundle with name 'nothing'/,
    );
    expect(Object.keys((await model.status()).applications)).toEqual(['a']);
  });
});
