import { endpointsOf, parseEndpoint, resolver } from '../../src/juju/endpoint';

test.each([
  ['10.1.2.3:17070', '10.1.2.3', 17070, '', '10.1.2.3:17070'],
  ['[fd00::1]:17071', 'fd00::1', 17071, '', '[fd00::1]:17071'],
  ['fd00::1', 'fd00::1', 17070, '', '[fd00::1]:17070'],
  ['jaas.ai:443', 'jaas.ai', 443, '', 'jaas.ai:443'],
  ['jaas.ai:443/juju/', 'jaas.ai', 443, '/juju', 'jaas.ai:443/juju'],
  ['controller.example', 'controller.example', 17070, '', 'controller.example:17070'],
  ['wss://jaas.ai/juju', 'jaas.ai', 443, '/juju', 'jaas.ai:443/juju'],
])('%s is an endpoint', (text, host, port, path, shown) => {
  expect(parseEndpoint(text)).toEqual({ host, port, path, text: shown });
});

test.each(['', ':', 'http://10.0.0.1:80', 'ws://10.0.0.1', 'user:secret@10.0.0.1:1', '10.0.0.1:999999'])(
  '"%s" is refused as an endpoint',
  (text) => {
    expect(() => parseEndpoint(text)).toThrow(/is not an endpoint of a controller: it should be host:port/);
  },
);

test('addresses that only the controller itself can reach are left out, and the same address twice is one', () => {
  const address = (value: string, scope: string) => ({ value, type: 'ipv4', scope, port: 17070 });
  const servers = [
    [address('10.0.0.1', 'local-cloud'), address('127.0.0.1', 'local-machine')],
    null,
    [address('10.0.0.1', 'local-cloud'), address('fe80::1', 'link-local'), address('fd00::1', 'local-cloud')],
  ];
  expect(endpointsOf(servers).map(({ text }) => text)).toEqual(['10.0.0.1:17070', '[fd00::1]:17070']);
  expect(endpointsOf(null)).toEqual([]);
  const local = [[address('127.0.0.1', 'local-machine')]];
  expect(endpointsOf(local).map(({ text }) => text)).toEqual(['127.0.0.1:17070']);
});

test('a name that cannot be resolved is looked up in what the juju client remembers', async () => {
  const lookup = resolver({ 'gone.invalid': ['10.0.0.9', 'not-an-address', 'fd00::9'] });
  const all = await new Promise((resolve) => {
    lookup('gone.invalid', { all: true }, (error, found) => resolve({ error, found }));
  });
  expect(all).toEqual({
    error: null,
    found: [
      { address: '10.0.0.9', family: 4 },
      { address: 'fd00::9', family: 6 },
    ],
  });
  const one = await new Promise((resolve) => {
    lookup('gone.invalid', {}, (_error, address, family) => resolve({ address, family }));
  });
  expect(one).toEqual({ address: '10.0.0.9', family: 4 });
});

test('a name that nobody knows fails with the resolver’s own error', async () => {
  const error = await new Promise((resolve) => resolver({})('gone.invalid', { all: true }, resolve));
  expect(error).toMatchObject({ hostname: 'gone.invalid', syscall: 'getaddrinfo' });
});
