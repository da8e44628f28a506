import { charm, EmbeddedController } from '../../src/embedded';
import type { Model } from '../../src/embedded/state/model';
import { deployFixture } from '../support/embedded-domain';

const controllers: EmbeddedController[] = [];

afterEach(async () => {
  await Promise.all(controllers.splice(0).map((controller) => controller.close()));
});

interface Scene {
  readonly controller: EmbeddedController;
  readonly model: Model;
  /** What the charm was told. */
  readonly told: string[];
  /** Waits until it was told that. */
  readonly hasToldOf: (what: string) => Promise<void>;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A charm with three secrets: one that is rotated, one that ends, and one of neither kind. */
async function startScene(juju: '3.6' | '4.0'): Promise<Scene> {
  const told: string[] = [];
  const database = charm({
    on: {
      start(ctx) {
        ctx.secrets.add({ key: 'a' }, { rotatePolicy: 'monthly', label: 'turning' });
        ctx.secrets.add({ key: 'b' }, { expires: new Date(Date.now() + 86_400_000), label: 'passing' });
        ctx.secrets.add({ key: 'c' }, { label: 'plain' });
      },
      'secret-rotate': (ctx) => void told.push(`rotate ${ctx.secret?.label ?? ''}`),
      'secret-expired': (ctx) =>
        void told.push(`expired ${ctx.secret?.label ?? ''} ${String(ctx.secret?.revision)}`),
    },
  });
  const controller = await EmbeddedController.start({ juju, timeScale: Infinity, charms: { database } });
  controllers.push(controller);
  const model = controller.state.addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'database');
  await until(() => model.secrets.size === 3);
  return { controller, model, told, hasToldOf: (what) => until(() => told.includes(what)) };
}

test.each(['3.6', '4.0'] as const)(
  'on Juju %s a test says when a secret is to be rotated, and when it ends',
  async (juju) => {
    const { controller, told, hasToldOf } = await startScene(juju);

    controller.rotateSecret('turning');
    await hasToldOf('rotate turning');
    controller.expireSecret('passing');
    await hasToldOf('expired passing 1');
    controller.rotateSecret('turning', { model: 'test' });
    await until(() => told.length === 3);

    expect(told).toEqual(['rotate turning', 'expired passing 1', 'rotate turning']);
  },
);

test('a secret is named by its URI, too', async () => {
  const { controller, model, hasToldOf } = await startScene('3.6');
  const id = [...model.secrets.values()].find(({ label }) => label === 'turning')?.id ?? '';

  controller.rotateSecret(`secret://${model.uuid}/${id}`);

  await expect(hasToldOf('rotate turning')).resolves.toBeUndefined();
});

test('what Juju would not tell of is refused, and what there is not', async () => {
  const { controller } = await startScene('3.6');

  expect(() => controller.rotateSecret('plain')).toThrow(
    'The secret "plain" of database is never rotated: its owner has to give it a policy (secret-add --rotate hourly)',
  );
  expect(() => controller.expireSecret('plain')).toThrow(
    'No revision of the secret "plain" of database has an end: its owner has to give it one (secret-add --expire 1h)',
  );
  expect(() => controller.expireSecret('passing', { revision: 2 })).toThrow(
    'There is no revision 2 with an end',
  );
  expect(() => controller.rotateSecret('turnin')).toThrow(
    /^No charm has a secret "turnin" in any model: there are secret:\w{20} \("turning"\) of database, /,
  );
  expect(() => controller.rotateSecret('turning', { model: 'other' })).toThrow(
    'No charm has a secret "turning" in the model "other": no charm has one',
  );
});

test('a label that several models have needs the model', async () => {
  const { controller, model } = await startScene('3.6');
  const second = controller.state.addModel({ name: 'second', owner: 'admin' });
  await deployFixture(second, 'database');
  while (second.secrets.size < 3) await new Promise((resolve) => setTimeout(resolve, 5));

  expect(() => controller.rotateSecret('turning')).toThrow(
    `Several models have a secret "turning": say which by { model }: "test" (${model.uuid}), "second" (${second.uuid})`,
  );
});
