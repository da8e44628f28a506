import { load, loadAll } from 'js-yaml';
import { profiles, sceneFor, scripts } from '../../support/model-scene';

const bundle = `
default-base: ubuntu@22.04
applications:
  site:
    charm: ./web
    num_units: 2
    to: ['0', 'lxd:0']
    options: { port: 81 }
    annotations: { gui-x: '1' }
    constraints: mem=2G cores=2
    expose: true
  db:
    charm: postgres
    channel: edge
    num_units: 1
    to: ['1']
    trust: true
    offers: { data: { endpoints: [sql], acl: { admin: admin } } }
  agent:
    charm: ./agent
machines:
  '0': { constraints: cores=2, annotations: { rack: a } }
  '1': {}
relations:
  - [site:database, db:sql]
  - [agent, site]
`;

describe('on Juju 3.6', () => {
  const scene = sceneFor({ juju: '3.6', charms: { ...scripts, postgres: scripts.database } });
  beforeAll(() =>
    scene().embedded.charmhub.add('postgres', { path: scene().database, channels: ['stable', 'edge'] }),
  );

  test('a model is exported as the bundle that made it, with what bundles must not have in an overlay', async () => {
    const model = await scene().model();
    await model.deployBundle(bundle, { trust: true });

    const text = await model.exportBundle();

    expect(text).toContain('--- # overlay.yaml\n');
    const [exported, overlay] = loadAll(text);
    expect(exported).toEqual({
      'default-base': 'ubuntu@22.04/stable',
      applications: {
        agent: { charm: 'local:agent-0' },
        db: {
          charm: 'postgres',
          channel: 'latest/edge',
          revision: 1,
          num_units: 1,
          to: ['1'],
          constraints: 'arch=amd64',
          trust: true,
        },
        site: {
          charm: 'local:web-0',
          num_units: 2,
          to: ['0', 'lxd:0'],
          expose: true,
          options: { port: 81 },
          annotations: { 'gui-x': '1' },
          constraints: 'arch=amd64 cpu-cores=2 mem=2048',
        },
      },
      machines: { '0': { annotations: { rack: 'a' }, constraints: 'cpu-cores=2' }, '1': {} },
      relations: [
        ['site:database', 'db:sql'],
        ['agent:host', 'site:juju-info'],
      ],
    });
    expect(overlay).toEqual({
      applications: { db: { offers: { data: { endpoints: ['sql'], acl: { admin: 'admin' } } } } },
    });
  });

  test('options that nobody set are in it where they are asked for', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { config: { port: 81 } });

    const of = (text: string) =>
      (load(text) as { applications: { web: { options: object } } }).applications.web;
    expect(of(await model.exportBundle()).options).toEqual({ port: 81 });
    expect(of(await model.exportBundle({ includeCharmDefaults: true })).options).toMatchObject({
      port: 81,
      greeting: expect.any(String) as string,
    });
  });

  test('what is consumed, and to whom single endpoints are open, is in it too', async () => {
    const [offering, model] = [await scene().model(), await scene().model()];
    await offering.deploy(scene().database, { name: 'db' });
    const { url } = await offering.createOffer({ application: 'db', endpoints: 'sql', name: 'data' });
    const web = await model.deploy(scene().web, { units: 0 });
    await model.integrate('web:database', url);
    await web.expose({ cluster: { cidrs: ['10.0.0.0/8'] } });

    const [exported, overlay] = loadAll(await model.exportBundle());

    expect(exported).toMatchObject({
      saas: { data: { url: `admin/${offering.name}.data` } },
      relations: [['web:database', 'data:sql']],
    });
    expect((exported as { applications: { web: object } }).applications.web).not.toHaveProperty('expose');
    expect(overlay).toEqual({
      applications: { web: { 'exposed-endpoints': { cluster: { 'expose-to-cidrs': ['10.0.0.0/8'] } } } },
    });
  });
});

describe('on Juju 3.6 with Kubernetes', () => {
  const scene = sceneFor({ juju: '3.6', cloud: 'kubernetes' });

  test('units are a scale, and there are no machines', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 2 });
    await model.waitForIdle();

    const exported = load(await model.exportBundle());

    expect(exported).toMatchObject({ bundle: 'kubernetes', applications: { web: { scale: 2 } } });
    expect(exported).not.toHaveProperty('machines');
    expect(exported).not.toHaveProperty('default-base');
  });
});

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('a model without applications, and any of Juju 4, is not exported', async () => {
    const model = await scene().model();

    await expect(model.exportBundle()).rejects.toMatchObject(
      juju === '3.6'
        ? { text: 'nothing to export as there are no applications', code: '' }
        : { text: "Juju 4.0 doesn't support exporting bundles", code: 'not implemented' },
    );
    await expect(model.exportBundle({ defaults: true } as object)).rejects.toThrow(
      'exportBundle knows no option "defaults"',
    );
  });
});
