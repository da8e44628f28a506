import { profiles, sceneFor } from '../../support/model-scene';
import { shopFiles } from '../../support/model-shop';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  test('trust is given and taken back, and a wait that follows sees the hook of it', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);
    await model.waitForIdle();
    expect(await web.trusted()).toBe(false);

    await web.trust();
    expect(await web.trusted()).toBe(true);
    await model.waitForIdle();
    await web.trust();
    await web.untrust();

    expect(scene().inside(model).application('web').trust).toBe(false);
  });

  test('constraints are replaced as a whole', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { constraints: 'mem=2G tags=a,b' });
    expect(await web.getConstraints()).toMatchObject({ mem: 2048, tags: ['a', 'b'] });

    await web.setConstraints({ cores: 2 });

    expect(await web.getConstraints()).toEqual({ cores: 2 });
    await expect(web.setConstraints('memory=1G')).rejects.toThrow('There is no constraint "memory"');
  });

  test('an application is exposed to everybody, or its endpoints to some', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);

    await web.expose();
    expect(web.exposed).toBe(true);
    await web.unexpose();
    expect(web.exposed).toBe(false);
    await web.expose({ cluster: { cidrs: ['10.0.0.0/8'] }, database: {} });
    expect(model.lastStatus.applications['web']?.exposedEndpoints).toMatchObject({
      cluster: { toCidrs: ['10.0.0.0/8'] },
      database: { toCidrs: ['0.0.0.0/0', '::/0'] },
    });
    await web.unexpose('cluster');

    expect(Object.keys(model.lastStatus.applications['web']?.exposedEndpoints ?? {})).toEqual(['database']);
    await expect(web.unexpose('cluster')).rejects.toThrow('endpoint "cluster" is not exposed');
    await expect(web.expose({ databse: {} })).rejects.toThrow(
      'The charm of web has no endpoint "databse". Did you mean "database"? It has: ',
    );
    await expect(web.expose({ '': { cidrs: ['all'] } })).rejects.toThrow(
      '"all" is no CIDR such as 10.0.0.0/24',
    );
    await expect(web.expose({ '': { networks: [] } as object })).rejects.toThrow(
      'knows no option "networks"',
    );
  });

  test('annotations are kept, and taken away by an empty text', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);

    await web.setAnnotations({ a: '1', b: '2' });
    await web.setAnnotations({ a: '' });

    expect(await web.getAnnotations()).toEqual({ b: '2' });
    await model.removeApplication('web');
    await expect(web.getAnnotations()).rejects.toThrow('application "web" not found');
  });

  test('on machines there is nothing to scale', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web);

    await expect(web.scaleTo(2)).rejects.toThrow(
      'web runs on machines, where units are added and removed one by one',
    );
    await expect(web.scaleBy(1)).rejects.toMatchObject({ code: 'not supported' });
  });
});

describe.each(profiles)('on Kubernetes, Juju %s', (juju) => {
  const scene = sceneFor({ juju, cloud: 'kubernetes' });

  test('an application is scaled, down to nothing', async () => {
    const model = await scene().model();
    const web = await model.deploy(scene().web, { units: 2 });

    await web.scaleBy(1);
    expect(web.scale).toBe(3);
    await web.scaleTo(0);
    await model.wait(({ units }) => Object.keys(units).length === 0);

    expect(scene().inside(model).application('web').scale).toBe(0);
    await expect(web.scaleTo(-1)).rejects.toThrow('The scale of web must be a whole number; got -1');
    await expect(web.scaleBy(-1)).rejects.toThrow('cannot remove more units than currently exist');
  });

  test('an image goes with a Kubernetes charm, and a bundle says the scale', async () => {
    const model = await scene().model();
    const shop = await scene().folder.charm('shop', shopFiles);
    const bundle = (scale: number) =>
      `bundle: kubernetes\napplications:\n  shop:\n    charm: ${shop}\n    scale: ${String(scale)}\n    resources: { image: 'nginx:1' }\n`;

    const [app] = await model.deployBundle(bundle(2));
    expect(app?.scale).toBe(2);
    expect((await app?.resources())?.['image']).toMatchObject({ origin: 'upload', type: 'oci-image' });
    await model.deployBundle(bundle(1));

    expect(app?.scale).toBe(1);
  });
});
