import { RawClient } from '../../support/embedded-wire-client';
import type { Scene } from '../../support/embedded-wire-scene';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

interface Results {
  readonly results:
    readonly { readonly error?: { readonly message: string; readonly code: string } }[] | null;
}
interface Offers {
  readonly results: readonly Record<string, unknown>[] | null;
}

describe.each([
  ['3.6', 5],
  ['4.0', 6],
] as const)('on Juju %s', (series, version) => {
  let scene: Scene;
  let admin: RawClient;
  let bob: RawClient;

  beforeEach(async () => {
    scene = await startScene(series);
    admin = await RawClient.login(scene);
    bob = await RawClient.login(scene, { user: 'bob', password: 'bob' });
    await offer();
  });
  afterEach(stopServers);

  const outcomes = async (client: RawClient, method: string, params: object) => {
    const { results } = await client.result<Results>('ApplicationOffers', version, method, params);
    return results?.map(({ error }) => error?.message ?? 'done');
  };
  const offer = (changes: object = {}, client = admin) =>
    outcomes(client, 'Offer', {
      Offers: [
        {
          'model-tag': `model-${scene.model.uuid}`,
          'offer-name': 'pg',
          'application-name': 'db',
          endpoints: { db: 'db' },
          ...changes,
        },
      ],
    });
  const list = async (client: RawClient, method: string, filter: object) =>
    (await client.result<Offers>('ApplicationOffers', version, method, { Filters: [filter] })).results;
  const grant = (access: string, action = 'grant', user = 'bob') =>
    outcomes(admin, 'ModifyOfferAccess', {
      changes: [{ 'user-tag': `user-${user}`, action, access, 'offer-url': 'admin/scene.pg' }],
    });
  const owner = version === 6 ? 'model-qualifier' : 'owner-name';

  test('an offer is found by what it is, by administrators and by who may read it', async () => {
    const found = [
      {},
      { 'offer-name': '^pg$' },
      { 'model-name': 'scene', [owner]: 'admin' },
      { endpoints: [{ interface: 'pg' }] },
      { endpoints: [{ interface: 'pg', role: 'provider', name: 'db' }] },
    ];
    const others = [
      { 'offer-name': '^p$' },
      { 'application-name': 'web' },
      { endpoints: [{ interface: 'http' }] },
      { endpoints: [{ interface: 'pg', role: 'requirer' }] },
      { 'connected-users': ['user-bob'] },
      { 'allowed-users': ['user-bob'] },
    ];

    for (const filter of found) expect(await list(admin, 'FindApplicationOffers', filter)).toHaveLength(1);
    for (const filter of others) expect(await list(admin, 'FindApplicationOffers', filter)).toBeNull();
    expect(await list(bob, 'FindApplicationOffers', {})).toBeNull();
    await grant('read');
    expect(await list(bob, 'FindApplicationOffers', {})).toMatchObject([
      { 'offer-url': 'admin/scene.pg', users: [{ user: 'bob', access: 'read' }] },
    ]);
    await grant('consume');
    expect(await list(admin, 'FindApplicationOffers', { 'allowed-users': ['user-bob'] })).toHaveLength(1);
  });

  test('who lists the offers of a model has to administer it', async () => {
    const filter = { 'model-name': 'scene', [owner]: 'admin' };

    expect(await list(admin, 'ListApplicationOffers', filter)).toMatchObject([
      { 'offer-name': 'pg', 'application-name': 'db', 'charm-url': 'local:db-0' },
    ]);
    await expect(list(bob, 'ListApplicationOffers', filter)).rejects.toThrow(/permission denied/);
    await expect(list(admin, 'ListApplicationOffers', {})).rejects.toThrow(
      'application offer filter must specify a model name',
    );
    await expect(list(admin, 'ListApplicationOffers', { ...filter, 'model-name': 'x' })).rejects.toThrow(
      series === '3.6' ? 'model "admin/x" not found' : 'model "admin/x": not found',
    );
  });

  test('access is given and taken step by step', async () => {
    const has = (text: string) =>
      series === '3.6'
        ? `user already has "${text}" access or greater`
        : `could not grant offer access for "bob": user "bob" already has "${text}" access or greater`;

    await expect(grant('consume')).resolves.toEqual(['done']);
    await expect(grant('consume')).resolves.toEqual([has('consume')]);
    await expect(grant('read')).resolves.toEqual([has('read')]);
    await expect(grant('consume', 'revoke')).resolves.toEqual(['done']);
    expect(scene.model.offers.get('pg')?.users.get('bob')).toBe('read');
    await expect(grant('read', 'revoke')).resolves.toEqual(['done']);
    expect(scene.model.offers.get('pg')?.users.has('bob')).toBe(false);
    await expect(grant('write')).resolves.toEqual([
      'could not modify offer access: "write" offer access not valid',
    ]);
    await expect(grant('read', 'lend')).resolves.toEqual(['unknown action "lend"']);
    await expect(grant('read', 'grant', 'nobody')).resolves.toEqual([
      expect.stringContaining('user "nobody" not found'),
    ]);
    await expect(
      outcomes(bob, 'ModifyOfferAccess', {
        changes: [
          { 'user-tag': 'user-bob', action: 'grant', access: 'admin', 'offer-url': 'admin/scene.pg' },
        ],
      }),
    ).resolves.toEqual(['permission denied']);
  });

  test('what it takes to consume is told to who may', async () => {
    const details = (client: RawClient, url: string) =>
      client.result<{ results: Record<string, never>[] }>('ApplicationOffers', version, 'GetConsumeDetails', {
        'offer-urls': { 'offer-urls': [url] },
      });
    const refused = async (url: string) => (await details(bob, url)).results[0]?.['error'];

    await expect(refused('admin/scene.pg')).resolves.toMatchObject({ code: 'not found' });
    await grant('read');
    await expect(refused('admin/scene.pg')).resolves.toMatchObject({ message: 'permission denied' });
    await grant('consume');
    const { results } = await details(bob, 'admin/scene.pg');
    expect(results).toMatchObject([
      {
        offer: { 'offer-name': 'pg', 'source-model-tag': `model-${scene.model.uuid}` },
        macaroon: { caveats: [], signature: expect.stringMatching(/^[\da-f]{64}$/) as unknown },
        'external-controller': {
          'controller-tag': `controller-${scene.state.uuid}`,
          addrs: [`127.0.0.1:${String(scene.port)}`],
          'ca-cert': scene.caCert,
        },
      },
    ]);
    for (const [url, message] of [
      ['admin/scene.pg:db', /shouldn't include endpoint/],
      ['other:admin/scene.pg', /query for non-local application offers/],
      ['scene', /missing application/],
      ['a/b/c.d', /has invalid form/],
    ] as const) {
      await expect(refused(url)).resolves.toMatchObject({
        message: expect.stringMatching(message) as unknown,
      });
    }
  });

  test('an offer is made once, or changed on Juju 3', async () => {
    await expect(offer({ 'application-description': 'Better.' })).resolves.toEqual([
      series === '3.6' ? 'done' : 'offer "pg" already exists, updating offers is not supported',
    ]);
    await expect(offer({ 'offer-name': 'Wrong' })).resolves.toEqual([
      'cannot add application offer "Wrong": offer name "Wrong" not valid',
    ]);
    await expect(offer({ 'offer-name': 'other', endpoints: { x: 'nothing' } })).resolves.toEqual([
      expect.stringContaining('application "db" has no "nothing" relation'),
    ]);
    await expect(offer({ 'offer-name': 'other' }, bob)).resolves.toEqual([
      expect.stringContaining('permission denied'),
    ]);
    await expect(admin.call('ApplicationOffers', version, 'Offer', { Offers: [] })).resolves.toMatchObject({
      error: 'expected exactly one offer, got 0',
    });
  });

  test('an offer is destroyed by who administers the model', async () => {
    const destroy = (client: RawClient, url: string) =>
      outcomes(client, 'DestroyOffers', { 'offer-urls': [url] });

    await expect(destroy(bob, 'admin/scene.pg')).resolves.toEqual(['permission denied']);
    await expect(destroy(admin, 'scene.pg')).resolves.toEqual(['done']);
    expect(scene.model.offers.size).toBe(0);
    await expect(destroy(admin, 'scene.pg')).resolves.toEqual([
      series === '3.6' ? 'done' : 'offer "pg" not found',
    ]);
  });
});
