import { X509Certificate } from 'node:crypto';
import { certificateAuthority } from '../../../../src/embedded';
import { makeSigningRequest } from '../../../support/embedded-signing-request';
import { applicationBag, requirer } from '../../../support/embedded-stand-ins';
import { profiles, sceneFor } from '../../../support/model-scene';

interface Issued {
  readonly ca: string;
  readonly chain: readonly string[];
  readonly certificate: string;
  readonly certificate_signing_request: string;
}

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { ca: certificateAuthority() } });

  /** Each unit asks for itself; what they ask is remembered. */
  function asking(requests: Map<string, string>, isAuthority = false) {
    return requirer('tls-certificates', {
      'needs-relation-created'(ctx) {
        const request = makeSigningRequest({ commonName: ctx.unit, dnsNames: [`${ctx.unit}.example`] }).pem;
        requests.set(ctx.unit, request);
        const asked = [{ certificate_signing_request: request, ca: isAuthority }];
        ctx.relation?.set({ certificate_signing_requests: JSON.stringify(asked) });
      },
    });
  }

  test('each unit gets a certificate for its own key, and keeps it; who leaves is forgotten', async () => {
    const requests = new Map<string, string>();
    await scene().embedded.standIn('shop', asking(requests));
    const model = await scene().model();
    await Promise.all([model.deploy('ca'), model.deploy('shop', { units: 2 })]);
    await model.integrate('shop', 'ca');
    await model.waitForIdle({ status: 'active' });
    const issued = () =>
      JSON.parse(applicationBag(scene().embedded, model, 'ca')['certificates'] ?? '[]') as Issued[];

    const first = issued();
    expect(first.map((each) => each.certificate_signing_request).toSorted()).toEqual(
      [...requests.values()].toSorted(),
    );
    for (const { ca, chain, certificate } of first) {
      const authority = new X509Certificate(ca);
      const leaf = new X509Certificate(certificate);
      expect([leaf.verify(authority.publicKey), authority.ca, leaf.ca]).toEqual([true, true, false]);
      expect(leaf.subjectAltName).toMatch(/^DNS:shop\/\d\.example$/);
      expect(chain).toEqual([certificate, ca]);
    }

    await model.removeUnits('shop/1');
    await model.waitForIdle();
    expect(issued()).toEqual(
      first.filter((each) => each.certificate_signing_request === requests.get('shop/0')),
    );
  });

  test('who asks to be an authority is made one', async () => {
    await scene().embedded.standIn('intermediate', asking(new Map(), true));
    const model = await scene().model();
    await Promise.all([model.deploy('ca'), model.deploy('intermediate')]);
    await model.integrate('intermediate', 'ca');
    await model.waitForIdle({ status: 'active' });
    const [issued] = JSON.parse(
      applicationBag(scene().embedded, model, 'ca')['certificates'] ?? '[]',
    ) as Issued[];
    expect(new X509Certificate(issued?.certificate ?? '').ca).toBe(true);
  });

  test.each([
    ['text', 'please', 'certificate_signing_requests is not JSON: please'],
    ['map', '{}', 'certificate_signing_requests is not a list'],
    ['empty', '[{}]', 'an entry of certificate_signing_requests has no certificate_signing_request'],
    [
      'forged',
      JSON.stringify([
        { certificate_signing_request: makeSigningRequest({ commonName: 'x', forged: true }).pem },
      ]),
      'it is not signed by the key that it is for',
    ],
  ])('a request that is none (%s) blocks it, and says why', async (name, requests, problem) => {
    await scene().embedded.standIn(
      name,
      requirer('tls-certificates', {
        'needs-relation-created': (ctx) => ctx.relation?.set({ certificate_signing_requests: requests }),
      }),
    );
    const model = await scene().model();
    await Promise.all([model.deploy('ca'), model.deploy(name)]);
    await model.integrate(name, 'ca');
    await model.waitForIdle({ apps: 'ca', status: 'blocked' });
    expect(model.applications.require('ca').status.message).toContain(problem);
  });
});
