import { charm } from '../../../../src/embedded';
import { profiles, sceneFor } from '../../../support/model-scene';

const redis = charm({
  provides: { redis: { interface: 'redis', limit: 3 } },
  peers: { friends: 'redis-peers' },
  config: { memory: { type: 'int', default: 64, description: 'in MiB' }, mode: {} },
  on: {
    start: (ctx) => ctx.setStatus('active', `${String(ctx.config['memory'])} MiB`),
    'config-changed': (ctx) => ctx.setStatus('active', `${String(ctx.config['memory'])} MiB`),
    'redis-relation-joined': (ctx) => ctx.relation?.set({ hostname: ctx.address }),
  },
  actions: { flush: (ctx) => ({ flushed: ctx.params['what'] }) },
});

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { 'redis-k8s': redis } });

  test.each(['latest/stable', '7/edge', 'beta'])('a stand-in is deployed from %s', async (channel) => {
    const model = await scene().model();
    await model.deploy('redis-k8s', { channel });
    await model.waitForIdle({ status: 'active' });
    expect(model.applications.require('redis-k8s').status.message).toBe('64 MiB');
  });

  test('it is each revision that is asked for, and its config and actions are its own', async () => {
    const model = await scene().model();
    const app = await model.deploy('redis-k8s', { revision: 41, channel: 'edge', config: { memory: 8 } });
    await model.waitForIdle({ status: 'active' });
    expect(app.status.message).toBe('8 MiB');
    expect(app.charm).toMatch(/\/redis-k8s-41$/);
    const { results } = await (await app.leader()).runAction('flush', { what: 'all' });
    expect(results).toEqual({ flushed: 'all' });
    await expect(app.setConfig({ speed: 'high' })).rejects.toThrow(/speed/);
  });

  test('it is related to another, and has peers', async () => {
    await scene().embedded.standIn('shop', charm({ requires: { cache: 'redis' } }));
    const model = await scene().model();
    await Promise.all([model.deploy('redis-k8s', { units: 2 }), model.deploy('shop')]);
    await model.integrate('shop', 'redis-k8s');
    await model.waitForIdle();
    expect(model.relations.map(({ key }) => key).toSorted()).toEqual([
      'redis-k8s:friends',
      'shop:cache redis-k8s:redis',
    ]);
  });

  test('it may be subordinate', async () => {
    await scene().embedded.standIn(
      'agent-of-all',
      charm({ subordinate: true, requires: { juju: { interface: 'juju-info', scope: 'container' } } }),
    );
    const model = await scene().model();
    await Promise.all([model.deploy('redis-k8s'), model.deploy('agent-of-all')]);
    await model.integrate('agent-of-all', 'redis-k8s:juju-info');
    await model.waitForIdle();
    expect([...model.units.keys()]).toContain('agent-of-all/0');
  });
});

describe('where models are of pods', () => {
  const scene = sceneFor({ cloud: 'kubernetes', charms: { 'redis-k8s': redis } });

  test('it is a pod', async () => {
    const model = await scene().model();
    await model.deploy('redis-k8s', { units: 2, trust: true });
    await model.waitForIdle({ status: 'active', waitForExactUnits: 2 });
    expect(model.machines.size).toBe(0);
  });
});

describe('what is refused', () => {
  const scene = sceneFor();

  test('a stand-in without a word of what it is', async () => {
    await expect(scene().embedded.standIn('redis', charm({}))).rejects.toThrow(
      'The stand-in "redis" declares nothing: give it endpoints, such as provides: { db: \'postgresql_client\' }',
    );
  });

  test('one that is only set, and was never released', () => {
    expect(() => scene().embedded.charm('redis', redis)).toThrow(
      'The script of "redis" declares what its charm is: release it with `await controller.standIn(\'redis\', …)`',
    );
  });

  test('a hook of an endpoint that it does not declare', async () => {
    const script = charm({ provides: { db: 'sql' }, on: { 'bd-relation-joined': () => undefined } });
    await expect(scene().embedded.standIn('shop', script)).rejects.toThrow(
      'charm "shop" has no hook "bd-relation-joined"; did you mean "db-relation-joined"?',
    );
    expect(scene().embedded.charmhub.entries.has('shop')).toBe(false);
  });

  test('a name that no charm can have', async () => {
    await expect(scene().embedded.standIn('Shop', redis)).rejects.toThrow('"Shop" is no name for a charm');
  });

  test.each([
    [{ provides: 'sql' }, 'provides must be an object, got string'],
    [
      { requires: { db: 3 } },
      "requires['db'] must be an interface such as 'postgresql_client', or { interface, limit, scope }, got number",
    ],
    [{ peers: { all: {} } }, "peers['all'] must be an interface"],
    [{ config: { size: 3 } }, "config['size'] must be an object such as { type, default }, got number"],
    [{ provide: {} }, 'a script has no "provide"; did you mean "provides"?'],
  ])('the declaration %j', (declaration, message) => {
    expect(() => charm(declaration as object)).toThrow(message);
  });
});
