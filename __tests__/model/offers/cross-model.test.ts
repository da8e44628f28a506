import { ConnectionLostError } from '../../../src/juju/errors';
import type { Controller } from '../../../src/model/controller/controller';
import type { Model } from '../../../src/model/model';
import { CrossModelScene } from '../../support/cross-model';
import { ModelScene, profiles } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  let scene: CrossModelScene;
  beforeAll(async () => {
    scene = await CrossModelScene.start({ juju });
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const message = ({ units }: Model, unit: string) => units.require(unit).workloadStatus.message;
  const says = (model: Model, unit: string, text: string) =>
    model.wait(({ units }) => units[unit]?.workloadStatus.message === text, { timeout: '30s', successes: 1 });

  describe.each([
    ['one controller', (): Controller => scene.controller, ''],
    ['two controllers', (): Controller => scene.other, 'second:'],
  ])('between models of %s', (_, offering, prefix) => {
    async function related() {
      const { databases, model } = await scene.models(offering());
      const offer = await databases.createOffer({ application: 'database', endpoints: 'sql' });
      const relation = await model.integrate('web:database', `${prefix}${offer.url}`);
      await says(model, 'web/0', 'uses database/0 at address-of-database/0');
      await says(databases, 'database/0', 'serves web/0 as R/0');
      return { databases, model, offer, relation };
    }

    test('units meet, and hear what the others say', async () => {
      const { databases, model, offer, relation } = await related();

      expect(relation).toMatchObject({
        key: 'web:database database:sql',
        interface: 'sql',
        applications: ['web', 'database'],
      });
      const saas = model.remoteApplications.require('database');
      expect(saas.offerUrl).toBe(`${prefix}admin/${databases.name}.database`);
      expect(saas.endpoints).toEqual([{ name: 'sql', role: 'provider', interface: 'sql' }]);
      expect(saas.relations).toEqual([relation]);
      await model.wait(({ remoteApplications: all }) => all['database']?.status.current === 'active');
      await databases.wait(({ offers }) => offers['database']?.activeConnections === 1);
      expect(offer.totalConnections).toBe(1);
      // Relations with consumers are shown with the offer only.
      expect(databases.relations).toEqual([]);
    });

    test('the offering side knows the consumer by a name of Juju’s making', async () => {
      const { databases } = await related();
      const lines: string[] = [];

      for await (const { message: line } of databases.debugLog({ follow: false })) lines.push(line);

      expect(lines.join('\n')).toMatch(/remote remote-[\da-f]{32}$/m);
    });

    test('units that come and go are seen on the other side', async () => {
      const { databases, model } = await related();

      await databases.applications.require('database').addUnits(1);
      await says(model, 'web/0', 'uses database/1 at address-of-database/1');
      await databases.removeUnits('database/1');

      for await (const { message: line } of model.debugLog({ signal: AbortSignal.timeout(4_000) })) {
        if (line.endsWith('departed database/1')) break;
      }
      expect(model.remoteApplications.require('database').exists).toBe(true);
    });

    test('a relation that is suspended parts both sides, until it is resumed', async () => {
      const { databases, model } = await related();
      const [offer] = await databases.listOffers();
      const id = offer?.connections[0]?.relationId ?? -1;

      await databases.suspendRelation(id, { message: 'for a while' });
      await databases.waitForIdle();

      expect(message(databases, 'database/0')).toBe('nobody any more');
      await says(model, 'web/0', 'no database');
      expect((await databases.listOffers())[0]?.connections).toMatchObject([
        { relationId: id, status: { current: 'suspended', message: 'for a while' } },
      ]);
      await model.wait(({ relations }) => relations.at(-1)?.status.current === 'suspended');

      await databases.resumeRelation(id);

      await says(model, 'web/0', 'uses database/0 at address-of-database/0');
      await says(databases, 'database/0', 'serves web/0 as R/0');
      await databases.wait(({ offers }) => offers['database']?.activeConnections === 1);
    });

    test('what was consumed is removed, and the relation on both sides with it', async () => {
      const { databases, model, offer } = await related();

      await model.removeSaas('database');
      await model.waitForIdle();

      expect(model.remoteApplications.size).toBe(0);
      expect(model.relations.map(({ key }) => key)).toEqual(['web:cluster']);
      expect(message(model, 'web/0')).toBe('no database');
      await says(databases, 'database/0', 'nobody any more');
      await databases.wait(({ offers }) => offers['database']?.totalConnections === 0);
      await offer.remove();
      expect(databases.offers.size).toBe(0);
    });

    test('an offer that is used goes by force only, and takes the relation along', async () => {
      const { databases, model, offer } = await related();

      await expect(offer.remove()).rejects.toThrow(
        juju === '3.6'
          ? 'cannot delete application offer "database": offer has 1 relation'
          : /cannot delete offer "[\da-f-]{36}", it has 1 connections/,
      );
      await offer.remove({ force: true });
      await databases.waitForIdle();

      expect(offer.exists).toBe(false);
      expect(message(databases, 'database/0')).toBe('nobody any more');
      await says(model, 'web/0', 'no database');
      await model.wait(({ remoteApplications: all }) => all['database']?.status.current === 'terminated');
      expect(model.remoteApplications.require('database').status.message).toBe('offer has been removed');
      await expect(model.integrate('web', 'database')).rejects.toThrow(
        `"database" cannot be integrated in ${model.fullName}: the offer that it was consumed from is gone.`,
      );
    });

    test('a consumer’s model that is destroyed frees the offer', async () => {
      const { databases, model } = await related();

      await scene.controller.destroyModel(model.uuid, { force: true, destroyStorage: true });

      await databases.wait(({ offers }) => offers['database']?.totalConnections === 0);
      await says(databases, 'database/0', 'nobody any more');
      const inside = scene.embedded.flatMap(({ state }) => [...state.models.values()]);
      expect(inside.find(({ uuid }) => uuid === databases.uuid)?.remoteApplications.size).toBe(0);
    });

    test('a model that is destroyed leaves its consumers an offer that is gone', async () => {
      const { databases, model } = await related();

      await offering().destroyModel(databases.uuid, { force: true, destroyStorage: true });

      await says(model, 'web/0', 'no database');
      await model.wait(({ remoteApplications: all }) => all['database']?.status.current === 'terminated');
      await model.removeSaas('database');
      expect(model.remoteApplications.size).toBe(0);
    });

    test('a relation that was removed here can be made again', async () => {
      const { databases, model, offer } = await related();
      await model.removeApplication('web');
      await databases.wait(({ offers }) => offers['database']?.totalConnections === 0);
      await model.deploy(scene.web, { name: 'again' });

      const relation = await model.integrate('again', `${prefix}${offer.url}:sql`);

      expect(relation.key).toBe('again:database database:sql');
      await says(databases, 'database/0', 'serves again/0 as R/0');
    });
  });

  test('an offer is consumed under another name, and again as it is', async () => {
    const { databases, model } = await scene.models(scene.other);
    const { url } = await databases.createOffer({
      application: 'database',
      endpoints: ['sql'],
      name: 'mysql',
      description: 'For all.',
    });

    const saas = await model.consume(url, { alias: 'db', controller: scene.other });

    expect(saas).toMatchObject({ name: 'db', offerUrl: `second:${url}`, life: 'alive', exists: true });
    expect(await model.consume(`second:${url}`, { alias: 'db' })).toBe(saas);
    expect((await model.integrate('web', `second:${url}`)).applications).toEqual(['web', 'db']);
    expect(model.remoteApplications.size).toBe(1);
    await saas.remove();
    expect(saas.exists).toBe(false);
    expect(() => saas.status).toThrow(`"db" is no longer consumed by ${model.fullName}`);
  });

  test('offers are listed with who may use them and who does', async () => {
    const { databases, model } = await scene.models(scene.controller);
    const { url } = await databases.createOffer({
      application: 'database',
      endpoints: 'sql',
      description: 'For all.',
    });
    await model.integrate('web', url);
    await databases.wait(({ offers }) => offers['database']?.activeConnections === 1);

    expect(await databases.listOffers()).toMatchObject([
      {
        name: 'database',
        url: `admin/${databases.name}.database`,
        application: 'database',
        description: 'For all.',
        endpoints: [{ name: 'sql', role: 'provider', interface: 'sql' }],
        users: { admin: 'admin', 'everyone@external': 'read' },
        connections: [
          { modelUuid: model.uuid, user: 'admin', endpoint: 'sql', status: { current: 'joined' } },
        ],
      },
    ]);
    expect(await model.listOffers()).toEqual([]);
    await expect(databases.removeApplication('database')).rejects.toThrow(/is used by 1 offer/);
  });

  test('what is not there, or makes no sense, is refused in words that say so', async () => {
    const { databases, model } = await scene.models(scene.controller);

    await expect(model.consume(`admin/${databases.name}.nothing`)).rejects.toThrow(
      `application offer "admin/${databases.name}.nothing" not found`,
    );
    await expect(model.consume('admin/nothing.database')).rejects.toThrow(/model "admin\/nothing"/);
    await expect(model.consume('third:admin/a.b')).rejects.toThrow(/third/);
    await expect(model.consume('no url')).rejects.toThrow('"no url" is not the URL of an offer');
    await expect(model.consume('admin/a.b:sql')).rejects.toThrow(
      'An offer is consumed as a whole: leave ":sql" away',
    );
    await expect(model.integrate('admin/a.b', 'admin/c.d')).rejects.toThrow(
      'are both offers of other models',
    );
    await expect(databases.suspendRelation([])).rejects.toThrow(
      'suspendRelation needs the numbers of relations; got []',
    );
    await expect(model.suspendRelation(0)).rejects.toThrow(
      /"web:cluster" which is not associated with an offer/,
    );
    await expect(databases.createOffer({ application: 'database', endpoints: [] })).rejects.toThrow(
      'createOffer needs the names of endpoints to offer; got []',
    );
    await expect(databases.createOffer({ application: 'database', endpoints: 'nothing' })).rejects.toThrow(
      /application "database" has no "nothing" relation.*\. The charm of database has no endpoint "nothing"\. It has: sql\.$/,
    );
    await expect(databases.createOffer({ application: 'databse', endpoints: 'sql' })).rejects.toThrow(
      /application "databse" not found.* has no application "databse"\. Did you mean "database"\?/,
    );
    await expect(
      databases.createOffer({ application: 'database', endpoints: 'sql', as: 'x' } as never),
    ).rejects.toThrow('createOffer knows no option "as"');
    expect(databases.offers.size).toBe(0);
  });

  test('an application here keeps its name', async () => {
    const { databases, model } = await scene.models(scene.controller);
    const { url } = await databases.createOffer({ application: 'database', endpoints: 'sql' });

    await expect(model.consume(url, { alias: 'web' })).rejects.toThrow(/already exists/);
  });
});

test.each([
  ['databse', /application "databse" not found/],
  ['database', /application "database" has no "nothing" relation/],
])(
  'what Juju says of an offer is said also where the model was lost meanwhile: of %s',
  async (application, words) => {
    await using scene = await ModelScene.start({}, { reconnectTimeout: '100ms' });
    const model = await scene.model();
    await model.deploy(scene.database);
    scene.embedded.faults.refuse();
    // The controller's own connection stays.
    scene.embedded.faults.drop({ method: 'Client.FullStatus' });
    await expect(model.status()).rejects.toThrow(ConnectionLostError);
    expect(() => model.lastStatus).toThrow(ConnectionLostError);

    await expect(model.createOffer({ application, endpoints: 'nothing' })).rejects.toThrow(words);
  },
);
