import { withoutSecrets } from '../../src/juju/without-secrets';

test('what could let a reader in is hidden at every depth, and the rest stays', () => {
  const info = {
    name: 'x',
    macaroon: { signature: 's' },
    'bakery-macaroon': 's',
    nested: [{ password: 'p', 'session-token': 't', deep: { credentials: 'c', kept: 1 } }, null, 'text'],
    'ca-cert': 'PEM',
  };
  expect(withoutSecrets(info)).toEqual({
    name: 'x',
    macaroon: '<hidden>',
    'bakery-macaroon': '<hidden>',
    nested: [
      { password: '<hidden>', 'session-token': '<hidden>', deep: { credentials: '<hidden>', kept: 1 } },
      null,
      'text',
    ],
    'ca-cert': 'PEM',
  });
});
