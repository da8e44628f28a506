import { formatCharmUrl, parseCharmUrl } from '../../../src/embedded/charm/charm-url';

test.each([
  ['local:web-3', { schema: 'local', architecture: '', series: '', name: 'web', revision: 3 }],
  ['local:jammy/web-0', { schema: 'local', architecture: '', series: 'jammy', name: 'web', revision: 0 }],
  [
    'ch:amd64/jammy/web-k8s-12',
    { schema: 'ch', architecture: 'amd64', series: 'jammy', name: 'web-k8s', revision: 12 },
  ],
  ['ch:arm64/web', { schema: 'ch', architecture: 'arm64', series: '', name: 'web', revision: -1 }],
] as const)('%s is taken apart and put together', (url, parts) => {
  expect(parseCharmUrl(url)).toEqual(parts);
  expect(formatCharmUrl(parts)).toBe(url);
});

test('a URL without a schema is one of Charmhub', () => {
  expect(parseCharmUrl('web-3')).toMatchObject({ schema: 'ch', name: 'web', revision: 3 });
});

test.each([
  ['cs:web-1', 'cannot parse URL "cs:web-1": schema "cs" not valid'],
  ['local:Web', 'cannot parse name and/or revision in URL "local:Web": name "" not valid'],
])('%s is refused', (url, message) => {
  expect(() => parseCharmUrl(url)).toThrow(message);
});
