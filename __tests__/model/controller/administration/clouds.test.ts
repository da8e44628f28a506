import { inspect } from 'node:util';
import { EntityNotFoundError } from '../../../../src/model/errors';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  const lab = { type: 'lxd', authTypes: ['certificate', 'userpass'] } as const;
  let last = 0;

  async function withCloud() {
    const name = `lab-${String((last += 1))}`;
    await scene().controller.addCloud(name, lab);
    return { controller: scene().controller, cloud: name };
  }

  test('a cloud is added, shown and removed', async () => {
    const { controller } = scene();

    const added = await controller.addCloud('there', {
      ...lab,
      endpoint: 'https://lab.example:8443',
      regions: ['north', { name: 'south', endpoint: 'https://south.example' }],
    });

    expect(added).toEqual({
      name: 'there',
      type: 'lxd',
      authTypes: ['certificate', 'userpass'],
      regions: ['north', 'south'],
      endpoint: 'https://lab.example:8443',
    });
    expect(await controller.cloud('there')).toEqual(added);
    expect((await controller.clouds()).map(({ name }) => name)).toContain('there');
    await controller.removeCloud('there');
    await expect(controller.cloud('there')).rejects.toThrow(EntityNotFoundError);
    await expect(controller.cloud('there')).rejects.toThrow(
      'The controller "embedded" has no cloud "there", or it may not be used by who is logged in',
    );
  });

  test('a cloud that is there, or in use, is refused as Juju does', async () => {
    const { controller } = scene();

    await expect(controller.addCloud('localhost', lab)).rejects.toMatchObject({ code: 'already exists' });
    await expect(controller.removeCloud('localhost')).rejects.toThrow(/cloud is used by 1 model/);
    await expect(controller.removeCloud('missing')).rejects.toThrow(/"missing" not found/);
    await expect(
      controller.addCloud('k8s', { type: 'kubernetes', authTypes: ['userpass'] }),
    ).rejects.toMatchObject({ code: 'cloud region required' });
    await expect(controller.addCloud('x', { ...lab, auth: [] } as never)).rejects.toThrow(
      'addCloud knows no option "auth"',
    );
  });

  test('a credential is added, used by a model, and goes by force only', async () => {
    const { controller, cloud } = await withCloud();

    await controller.addCredential('mine', {
      cloud,
      authType: 'userpass',
      attributes: { username: 'me', password: 'hidden' },
    });
    const model = await controller.addModel(`on-${cloud}`, { cloud, credential: 'mine' });

    const found = (await controller.credentials()).find((each) => each.cloud === cloud);
    expect(found).toEqual({ name: 'mine', cloud, authType: 'userpass', valid: true, models: [model.name] });
    await expect(controller.removeCredential('mine', { cloud })).rejects.toThrow(/still used by 1 model/);
    await controller.removeCredential('mine', { cloud, force: true });
    expect((await controller.credentials()).filter((each) => each.cloud === cloud)).toEqual([]);
  });

  test('what is secret of a credential is shown to nobody', async () => {
    const { controller, cloud } = await withCloud();
    const attributes = { password: 'hidden' };

    const refused = await controller
      .addCredential('mine', { cloud, authType: 'oauth2', attributes })
      .catch((error: unknown) => error);
    const wrong = await controller
      .addCredential('mine', { cloud, authType: 'userpass', attributes: { password: 4711 as never } })
      .catch((error: unknown) => error);
    await controller.addCredential('mine', { cloud, authType: 'userpass', attributes });

    expect((refused as Error).message).toContain('"oauth2" is not supported');
    expect((wrong as Error).message).toBe(
      'The attribute "password" of the credential "mine" must be a text; got number',
    );
    expect(inspect([refused, wrong, await controller.credentials()], { depth: 9 })).not.toMatch(
      /hidden|4711/,
    );
  });

  test('a credential that is there is replaced', async () => {
    const { controller, cloud } = await withCloud();
    const one = { cloud, authType: 'userpass', attributes: { password: 'one' } };
    await controller.addCredential('mine', one);

    await controller.addCredential('mine', { ...one, authType: 'certificate' });

    expect((await controller.credentials()).filter((each) => each.cloud === cloud)).toMatchObject([
      { authType: 'certificate' },
    ]);
  });
});
