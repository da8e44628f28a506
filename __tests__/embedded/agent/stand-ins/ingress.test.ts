import { ingress } from '../../../../src/embedded';
import { applicationBag, requirer } from '../../../support/embedded-stand-ins';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { traefik: ingress() } });

  const saying = (bag: Readonly<Record<string, string>>) =>
    requirer('ingress', {
      'needs-relation-created': (ctx) => {
        if (ctx.isLeader) ctx.relation?.setApp(bag);
      },
    });

  async function related(name: string, bag: Readonly<Record<string, string>>) {
    await scene().embedded.standIn(name, saying(bag));
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
    ['portless', { model: '"prod"', name: '"x"', port: '"http"' }, 'port is not a JSON number'],
  ])('a %s request blocks it, and says why', async (name, bag, problem) => {
    const { relation, traefik } = await related(name, bag);
    expect(traefik.status).toMatchObject({
      current: 'blocked',
      message: `${name} (ingress:${relation.id}): ${problem}`,
    });
  });
});
