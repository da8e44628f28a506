import { CrossModelScene } from '../../support/cross-model';
import { profiles } from '../../support/model-scene';

describe.each(profiles)('what was consumed, on Juju %s', (juju) => {
  let scene: CrossModelScene;
  beforeAll(async () => {
    scene = await CrossModelScene.start({ juju });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  async function consumed(change: { readonly controllerUuid?: string; readonly username?: string }) {
    const { databases, model } = await scene.models(scene.controller);
    const { url, name } = await databases.createOffer({ application: 'database', endpoints: 'sql' });
    const [first] = scene.embedded;
    const offering = first?.state.models.get(databases.uuid);
    const offer = offering?.offers.get(name);
    const inside = first?.state.models.get(model.uuid);
    if (!first || !offer || !inside) throw new Error('the scene is not there');
    const { controllerUuid = first.uuid, username = 'admin' } = change;
    inside.consume({
      name: 'db',
      offerName: name,
      offerUrl: url,
      offerUuid: offer.uuid,
      endpoints: [{ name: 'sql', role: 'provider', interface: 'sql', limit: 0 }],
      source: { controllerUuid, modelUuid: databases.uuid },
      username,
    });
    return { model, inside, offer };
  }

  test('shows the status of what it stands for, without any relation', async () => {
    const { model } = await consumed({});

    const { remoteApplications } = await model.wait(
      ({ remoteApplications: all }) => all['db']?.status.message === 'nobody',
    );

    expect(remoteApplications['db']).toMatchObject({ status: { current: 'active' }, relations: {} });
  });

  test('of a controller that cannot be reached says so, and is removed all the same', async () => {
    const { model } = await consumed({ controllerUuid: '00000000-0000-4000-8000-000000000000' });

    const { remoteApplications } = await model.wait(
      ({ remoteApplications: all }) => all['db']?.status.current === 'error',
    );
    expect(remoteApplications['db']?.status.message).toContain('cannot connect to external controller');
    await model.integrate('web', 'db').catch(() => undefined);

    await model.removeSaas('db', { force: true });

    expect(model.remoteApplications.size).toBe(0);
  });

  test('by whom nobody let consume it gets no relation', async () => {
    const { model, offer } = await consumed({ username: '' });

    await model.integrate('web', 'db');

    await model.wait(({ remoteApplications: all }) => all['db']?.status.message === 'permission denied');
    expect(offer.connections).toEqual([]);
  });

  test('is no application: nothing is deployed under its name, and it is not removed as one', async () => {
    const { model } = await consumed({});

    await expect(model.deploy(scene.web, { name: 'db' })).rejects.toThrow(/already/);
    await expect(model.removeApplication('db')).rejects.toThrow(/application "db" not found/);
  });

  test('is related by an endpoint that it has', async () => {
    const { model } = await consumed({});

    await expect(model.integrate('web', 'db:nothing')).rejects.toThrow(
      juju === '3.6'
        ? 'saas application "db" has no "nothing" relation'
        : 'no candidates for db:nothing: relation endpoint not found',
    );
    await expect(model.integrate('web:cluster', 'db')).rejects.toThrow(
      juju === '3.6' ? 'no relations found' : 'no compatible endpoints found between applications',
    );
  });
});
