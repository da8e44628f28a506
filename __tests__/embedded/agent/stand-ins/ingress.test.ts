import { ingress } from '../../../../src/embedded';
import { applicationBag, requirer } from '../../../support/embedded-stand-ins';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { traefik: ingress() } });

  type Bag = Readonly<Record<string, string>>;
  const saying = (bag: Bag, ofUnit: Bag) => ({
    ...requirer('ingress', {
      'needs-relation-created': (ctx) => {
        ctx.relation?.set(ofUnit);
        if (ctx.isLeader) ctx.relation?.setApp(bag);
      },
      'config-changed': (ctx) => {
        // So the test lets it take back what it asked for.
        if (ctx.config['quiet'] !== true) return;
        for (const relation of ctx.relations('needs')) {
          relation.setApp(Object.fromEntries(Object.keys(bag).map((key) => [key, ''])));
        }
      },
    }),
    config: { quiet: { type: 'boolean' as const, default: false } },
  });

  async function related(name: string, bag: Bag, ofUnit: Bag = { host: '"10.0.0.1"' }) {
    await scene().embedded.standIn(name, saying(bag, ofUnit));
    const model = await scene().model();
    await Promise.all([
      model.deploy('traefik', { config: { external_hostname: 'example.org' } }),
      model.deploy(name),
    ]);
    const relation = await model.integrate(name, 'traefik');
    await model.waitForIdle();
    return { model, relation, traefik: model.applications.require('traefik') };
  }

  test('who says its model, name and port gets a URL, by path or by subdomain', async () => {
    const { model, traefik } = await related('shop', { model: '"prod"', name: '"shop"', port: '80' });
    const url = () => applicationBag(scene().embedded, model, 'traefik')['ingress'];
    expect(url()).toBe('{"url":"http://example.org/prod-shop"}');
    expect(traefik.status.current).toBe('active');

    await traefik.setConfig({ routing_mode: 'subdomain' });
    await model.waitForIdle();
    expect(url()).toBe('{"url":"http://prod-shop.example.org/"}');
  });

  test('a request that is taken back takes the URL along', async () => {
    const { model, traefik } = await related('shy', { model: '"prod"', name: '"shy"', port: '80' });
    const bag = () => applicationBag(scene().embedded, model, 'traefik');
    expect(bag()).toHaveProperty('ingress');

    await model.applications.require('shy').setConfig({ quiet: true });
    await model.waitForIdle();

    expect(bag()).not.toHaveProperty('ingress');
    expect(traefik.status.current).toBe('active');
  });

  test('without a host name the URL has its address', async () => {
    const { model, traefik } = await related('other', { model: '"prod"', name: '"other"', port: '80' });
    await traefik.setConfig({ external_hostname: '' });
    await model.waitForIdle();
    expect(applicationBag(scene().embedded, model, 'traefik')['ingress']).toMatch(
      /^{"url":"http:\/\/[\d.]+\/prod-other"}$/,
    );
  });

  test.each([
    ['plain', { model: 'prod', name: '"x"', port: '80' }, 'model is not JSON: prod'],
    ['nameless', { model: '"prod"', port: '80' }, 'name is not a JSON string'],
    [
      'portless',
      { model: '"prod"', name: '"x"', port: '"http"' },
      'port is not the number of a port, in JSON',
    ],
    ['empty', { model: '"prod"', name: '"x"', port: 'null' }, 'port is not the number of a port, in JSON'],
    [
      'strange',
      { model: '"p"', name: '"x"', port: '1', scheme: '"ftp"' },
      'scheme is not "http", "https" or "h2c", in JSON',
    ],
    ['hostless', { model: '"prod"', name: '"x"', port: '80' }, 'host of hostless/0 is not a JSON string'],
  ])('a %s request blocks it, and says why', async (name, bag: Bag, problem) => {
    const ofUnit = name === 'hostless' ? {} : undefined;
    const { model, relation, traefik } = await related(name, bag, ofUnit);
    expect(applicationBag(scene().embedded, model, 'traefik')).not.toHaveProperty('ingress');
    expect(traefik.status).toMatchObject({
      current: 'blocked',
      message: `${name} (ingress:${relation.id}): ${problem}`,
    });
  });
});
