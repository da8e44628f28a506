import { macaroonCookie, macaroonsOf } from '../../../src/juju/login/macaroons';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const inAnHour = () => new Date(Date.now() + 3_600_000);

test('cookies that hold macaroons are taken, and others passed over', () => {
  const macaroons = [{ identifier: 'a' }, { identifier: 'b' }];
  expect(
    macaroonsOf([
      { name: 'macaroon-1', value: base64(JSON.stringify(macaroons)) },
      { name: 'session', value: base64('[{}]') },
      { name: 'macaroon-2', value: 'no base64 of JSON' },
      { name: 'macaroon-3', value: base64('{"not":"a list"}') },
    ]),
  ).toEqual([macaroons]);
});

test.each([
  ['version 1', { signature: '0a0b' }, 'macaroon-0a0b'],
  ['version 2 in base64', { s64: base64url('\n\u000b') }, 'macaroon-0a0b'],
  ['version 2 as a text', { s: 'ab' }, 'macaroon-6162'],
])('a cookie is named by the signature of %s', (_name, macaroon, name) => {
  expect(macaroonCookie([macaroon], 'host')).toMatchObject({ name, host: 'host' });
});

test.each([
  ['version 1', (condition: string) => ({ caveats: [{ cid: 'other' }, { cid: condition }] })],
  ['version 2', (condition: string) => ({ c: [{ i: 'other' }, { i: condition }] })],
  ['version 2 in base64', (condition: string) => ({ c: [{ i64: base64url(condition) }] })],
])('a cookie ends with the first of its caveats of %s', (_name, macaroon) => {
  const end = inAnHour();
  const later = new Date(end.getTime() + 1000);
  const { expires } = macaroonCookie(
    [macaroon(`time-before ${later.toISOString()}`), macaroon(`std:time-before ${end.toISOString()}`)],
    'host',
  );
  expect(expires).toEqual(end);
});

test('a macaroon without an end is kept for a lifetime, and one that ends at once is not', () => {
  const lifetime = macaroonCookie([{ signature: '00' }], 'host').expires?.getTime() ?? 0;
  expect(lifetime).toBeGreaterThan(Date.now() + 90 * 365 * 24 * 3_600_000);
  const soon = new Date(Date.now() + 30_000).toISOString();
  expect(macaroonCookie([{ caveats: [{ cid: `time-before ${soon}` }] }], 'host').expires).toBeUndefined();
});
