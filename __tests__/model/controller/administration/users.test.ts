import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ClientStore } from '../../../../src/juju/client-store';
import { Controller } from '../../../../src/model/controller/controller';
import { EntityNotFoundError } from '../../../../src/model/errors';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  let last = 0;
  const newName = () => `user-${String((last += 1))}`;

  /** Logs in as somebody else. */
  async function loginAs(name: string, password: string): Promise<Controller> {
    const { embedded, folder } = scene();
    const data = join(folder.path, `juju-of-${name}`);
    await mkdir(data);
    await copyFile(join(embedded.jujuData, 'controllers.yaml'), join(data, 'controllers.yaml'));
    const accounts = { controllers: { [embedded.name]: { user: name, password } } };
    await writeFile(join(data, 'accounts.yaml'), JSON.stringify(accounts));
    const store = new ClientStore(data);
    return await Controller.connect({ store, controllerName: embedded.name, env: { HOME: folder.path } });
  }

  test('a user is made, and shown as the controller knows it', async () => {
    const { controller } = scene();
    const name = newName();

    const user = await controller.addUser(name, { password: 'sesame', displayName: 'A User' });

    expect(user).toMatchObject({
      name,
      displayName: 'A User',
      access: 'login',
      isEnabled: true,
      createdBy: 'admin',
      lastConnection: undefined,
    });
    expect(user.created).toBeInstanceOf(Date);
    expect((await controller.users()).map((each) => each.name)).toEqual(
      expect.arrayContaining(['admin', name]),
    );
  });

  test('a user whose name is taken is refused, and no password is shown', async () => {
    const { controller } = scene();
    const name = newName();
    await controller.addUser(name, { password: 'sesame' });

    const refused = await controller
      .addUser(name, { password: 'hidden-one' })
      .catch((error: unknown) => error);

    expect((refused as Error).message).toContain(`user "${name}" already exists`);
    expect(inspect(refused)).not.toContain('hidden-one');
    await expect(controller.addUser(newName(), { password: '' })).rejects.toThrow(
      /^The password of the user "user-\d+" must be a text that is not empty; got an empty one$/,
    );
    await expect(controller.addUser(newName(), { password: 4711 as never })).rejects.toThrow(/got number$/);
  });

  test('a user without a password gets one later', async () => {
    const { controller, embedded } = scene();
    const user = await controller.addUser(newName());

    await user.setPassword('sesame');

    expect(embedded.state.users.authenticate(user.name, 'sesame').name).toBe(user.name);
  });

  test('a user who is disabled is shown only to who asks, and cannot log in', async () => {
    const { controller, embedded } = scene();
    const user = await controller.addUser(newName(), { password: 'sesame' });

    await user.disable();

    const names = async (includeDisabled: boolean) =>
      (await controller.users({ includeDisabled })).map(({ name }) => name);
    expect(await names(false)).not.toContain(user.name);
    expect(await names(true)).toContain(user.name);
    expect((await controller.user(user.name)).isEnabled).toBe(false);
    expect(() => embedded.state.users.authenticate(user.name, 'sesame')).toThrow(
      /invalid entity name or password/,
    );
    await user.enable();
    expect((await controller.user(user.name)).isEnabled).toBe(true);
  });

  test('a user who is removed is gone', async () => {
    const { controller } = scene();
    const user = await controller.addUser(newName(), { password: 'sesame' });

    await controller.removeUser(user.name);

    await expect(controller.user(user.name)).rejects.toThrow(EntityNotFoundError);
    await expect(controller.user(user.name)).rejects.toThrow(
      `The controller "embedded" has no user "${user.name}", or it may not be seen by who is logged in`,
    );
    await expect(user.remove()).rejects.toThrow(/not found/);
  });

  test('access to the controller is given and taken, and given twice changes nothing', async () => {
    const { controller } = scene();
    const { name } = await controller.addUser(newName(), { password: 'sesame' });

    expect(await controller.grant(name, 'superuser')).toBe(true);
    expect(await controller.grant(name, 'superuser')).toBe(false);
    expect(await controller.user(name)).toMatchObject({ access: 'superuser' });
    await controller.revoke(name, 'superuser');
    expect(await controller.user(name)).toMatchObject({ access: 'login' });
    await expect(controller.grant(name, 'godlike')).rejects.toThrow(/"godlike" controller access not valid/);
  });

  test('access to a model, an offer and a cloud lets a user do what it says', async () => {
    const { controller, database } = scene();
    const bob = await controller.addUser(newName(), { password: 'sesame' });
    const model = await scene().model();
    await model.deploy(database);
    const { url } = await model.createOffer({ application: 'database', endpoints: 'sql' });

    expect(await bob.grant('read', { model: model.name })).toBe(true);
    expect(await bob.grant('read', { model: model.uuid })).toBe(false);
    expect(await bob.grant('consume', { offer: url })).toBe(true);
    expect(await bob.grant('read', { offer: `embedded:${url}` })).toBe(false);
    expect(await bob.grant('add-model', { cloud: 'localhost' })).toBe(true);

    const inside = scene().inside(model);
    expect(inside.access.get(bob.name)).toBe('read');
    expect((await model.listOffers())[0]?.users[bob.name]).toBe('consume');
    expect(scene().embedded.state.cloud.users.get(bob.name)).toBe('add-model');
    await bob.revoke('consume', { offer: url });
    await bob.revoke('read', { model: model.name });
    expect((await model.listOffers())[0]?.users[bob.name]).toBe('read');
    expect(inside.access.has(bob.name)).toBe(false);
  });

  test('who may not consume an offer is refused', async () => {
    const { controller, database } = scene();
    const bob = await controller.addUser(newName(), { password: 'sesame' });
    const model = await scene().model();
    await model.deploy(database);
    const { url } = await model.createOffer({ application: 'database', endpoints: 'sql' });
    await bob.grant('add-model', { cloud: 'localhost' });
    await using asBob = await loginAs(bob.name, 'sesame');
    const own = await asBob.addModel(`of-${bob.name}`);

    await expect(own.consume(url)).rejects.toThrow(/not found/);
    await bob.grant('read', { offer: url });
    await expect(own.consume(url)).rejects.toThrow(/permission denied/);
    await bob.grant('consume', { offer: url });
    expect((await own.consume(url)).offerUrl).toBe(url);

    await expect(asBob.addUser('eve', { password: 'x' })).rejects.toThrow(/permission denied/);
    expect((await asBob.users()).map(({ name }) => name)).toEqual([bob.name]);
    await expect(asBob.user('admin')).rejects.toThrow(EntityNotFoundError);
  });

  test('what makes no sense is refused', async () => {
    const { controller } = scene();

    await expect(controller.grant('admin', 'read', { model: 'a', cloud: 'b' })).rejects.toThrow(
      'grant is about one thing; got model and cloud',
    );
    await expect(controller.grant('admin', 'read', { model: 'missing' })).rejects.toThrow(/"missing"/);
    await expect(controller.grant('nobody', 'read', { cloud: 'localhost' })).rejects.toThrow(/nobody/);
    await expect(controller.revoke('admin', 'read', { offers: 'x' } as never)).rejects.toThrow(
      'revoke knows no option "offers"',
    );
    await expect(controller.users({ all: true } as never)).rejects.toThrow('users knows no option "all"');
  });
});
