import { database } from '../../../../src/embedded';
import { applicationBag, requirer } from '../../../support/embedded-stand-ins';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({
    juju,
    charms: {
      postgresql: database({ config: { profile: { default: 'production' } } }),
      mysql: database({
        interface: 'mysql_client',
        endpoint: 'db',
        port: 3306,
        scheme: 'mysql',
        version: '8',
      }),
    },
  });

  /** A charm that asks for a database by secret, and shows in its status what it got. */
  const asking = requirer('postgresql_client', {
    'needs-relation-created'(ctx) {
      if (ctx.isLeader)
        ctx.relation?.setApp({ database: 'shop', 'requested-secrets': '["username","password"]' });
    },
    'needs-relation-changed'(ctx) {
      const uri = ctx.relation?.get()['secret-user'];
      if (uri !== undefined) ctx.setStatus('active', `as ${String(ctx.secrets.get(uri)['username'])}`);
    },
    'secret-changed'(ctx) {
      if (ctx.secret) ctx.secrets.refresh(ctx.secret.uri);
      ctx.setStatus('active', 'another password');
    },
    'needs-relation-broken': (ctx) => ctx.setStatus('blocked', 'no database'),
  });

  test('who asks gets a user of its own by secret, another password when they are rotated, and nothing more at the end', async () => {
    const { embedded } = scene();
    await embedded.standIn('shop', asking);
    const model = await scene().model();
    const config = { profile: 'testing' };
    await Promise.all([model.deploy('postgresql', { channel: '14/stable', config }), model.deploy('shop')]);
    const relation = await model.integrate('shop', 'postgresql');
    await model.waitForIdle({ status: 'active' });
    const shop = model.applications.require('shop');
    expect(shop.status.message).toBe(`as relation-${relation.id}`);
    const bag = applicationBag(embedded, model, 'postgresql');
    expect(bag).toMatchObject({ database: 'shop', version: '16.9' });
    expect(bag['endpoints']).toMatch(/:5432$/);
    expect(Object.keys(bag)).not.toContain('password');

    const leader = await model.applications.require('postgresql').leader();
    expect((await leader.runAction('rotate-passwords')).results).toEqual({ relations: '1' });
    await model.wait(() => shop.status.message === 'another password');

    await model.removeRelation('shop', 'postgresql');
    await model.waitForIdle();
    expect(shop.status.message).toBe('no database');
    expect(scene().inside(model).secrets.size).toBe(0);
  });

  test('who asks for no secrets finds the password in the databag, which is how it was done before', async () => {
    await scene().embedded.standIn(
      'old',
      requirer('mysql_client', {
        'needs-relation-created': (ctx) => {
          if (ctx.isLeader) ctx.relation?.setApp({ database: 'shop' });
        },
      }),
    );
    const model = await scene().model();
    await Promise.all([model.deploy('mysql'), model.deploy('old')]);
    await model.integrate('old', 'mysql');
    await model.waitForIdle({ status: 'active' });
    const bag = applicationBag(scene().embedded, model, 'mysql');
    expect(bag['uris']).toBe(`mysql://${bag['username']}:${bag['password']}@${bag['endpoints']}/shop`);
    const [leader] = [await model.applications.require('mysql').leader()];
    await leader.runAction('rotate-passwords');
    expect(applicationBag(scene().embedded, model, 'mysql')['password']).not.toBe(bag['password']);
  });

  test('a request that is malformed blocks it, and says whose it is', async () => {
    await scene().embedded.standIn(
      'broken',
      requirer('postgresql_client', {
        'needs-relation-created': (ctx) => {
          if (ctx.isLeader) ctx.relation?.setApp({ database: 'x', 'requested-secrets': 'username' });
        },
      }),
    );
    const model = await scene().model();
    await Promise.all([model.deploy('postgresql'), model.deploy('broken')]);
    const relation = await model.integrate('broken', 'postgresql');
    await model.waitForIdle({ apps: 'postgresql', status: 'blocked' });
    expect(model.applications.require('postgresql').status.message).toBe(
      `broken (database:${relation.id}): requested-secrets is not JSON: username`,
    );
  });
});
