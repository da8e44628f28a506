import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { runInThisContext } from 'node:vm';
import { Deadline } from '../../src/juju/deadline';
import { dial } from '../../src/juju/dial';
import { CertificateError, ClientStoreError, ConnectionFailedError } from '../../src/juju/errors';
import { type Route, routeOf } from '../../src/juju/route';
import { Cleanup, until } from '../support/juju-cleanup';
import { serverCertificate } from '../support/juju-certificates';
import { controllerUuid, RawServer, type RawServerOptions } from '../support/juju-raw-server';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const start = async (options?: RawServerOptions) => cleanup.keep(await RawServer.start(options));

/** A server that accepts connections and says nothing, ever. */
async function mute(): Promise<{ endpoint: string; connections: Socket[] }> {
  const connections: Socket[] = [];
  const server: Server = createServer((socket) => connections.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.keep({
    close: () => {
      for (const socket of connections) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return { endpoint: `127.0.0.1:${String((server.address() as AddressInfo).port)}`, connections };
}

/** An endpoint where nobody listens. */
async function dead(): Promise<string> {
  const server = await RawServer.start();
  const { endpoint } = server;
  await server.close();
  return endpoint;
}

function route(endpoints: readonly string[], caCert: string | undefined, more: Partial<Route> = {}): Route {
  const entry = {
    name: 'ctrl',
    uuid: controllerUuid,
    apiEndpoints: endpoints,
    caCert,
    dnsCache: {},
    oidcLogin: false,
  };
  return { ...routeOf(entry, '/data/controllers.yaml'), ...more };
}

async function connect(to: Route, timeoutMs = 10_000) {
  const deadline = new Deadline(timeoutMs);
  try {
    const options = { maxFrameSize: 1024 ** 2, closeGraceMs: 1000, signal: deadline.signal };
    return cleanup.keep(await dial(to, '/api', options));
  } finally {
    deadline.clear();
  }
}

const failureOf = (to: Route, timeoutMs?: number) =>
  connect(to, timeoutMs).then(
    () => {
      throw new Error('connected against all odds');
    },
    (error: unknown) => error as ConnectionFailedError,
  );

test('the server has to be juju-apiserver by the controller’s own authority', async () => {
  const server = await start();
  const connection = await connect(route([server.endpoint], server.certificate.caCert));
  expect(connection.transport.endpoint.text).toBe(server.endpoint);
  expect(connection.peer).toBe(`controller "ctrl" at ${server.endpoint}`);
  expect(server.peers.map(({ url }) => url)).toEqual(['/api']);
});

test('IPv6 endpoints are reached', async () => {
  const server = await start({ host: '::1' });
  const connection = await connect(route([server.endpoint], server.certificate.caCert));
  expect(connection.transport.endpoint.host).toBe('::1');
});

test('names are resolved from what the juju client remembers, and a path goes before ours', async () => {
  const server = await start();
  const to = route([`gone.invalid:${String(server.port)}/juju`], server.certificate.caCert, {
    dnsCache: { 'gone.invalid': ['127.0.0.1'] },
  });
  await connect(to);
  expect(server.peers.map(({ url }) => url)).toEqual(['/juju/api']);
});

test('one dead, one mute and one foreign endpoint do not keep us from the good one', async () => {
  const good = await start();
  const foreign = await start();
  const silent = await mute();
  const to = route([await dead(), silent.endpoint, foreign.endpoint, good.endpoint], good.certificate.caCert);
  const connection = await connect(to);
  expect(connection.transport.endpoint.text).toBe(good.endpoint);
});

test('the slower of two good endpoints is let go', async () => {
  const fast = await start();
  const slow = await start({ certificate: fast.certificate });
  slow.onUpgrade = () => true;
  const connection = await connect(route([slow.endpoint, fast.endpoint], fast.certificate.caCert));
  expect(connection.transport.endpoint.text).toBe(fast.endpoint);
  await until(() => slow.connections === 0, 'the end of the slower one');
  expect(fast.connections).toBe(1);
});

test('an authority that does not match is told with controller, file and next step', async () => {
  const server = await start();
  const other = await serverCertificate();
  const error = await failureOf(route([server.endpoint], other.caCert));
  expect(error).toBeInstanceOf(CertificateError);
  expect(error.code).toBe('certificate');
  expect(error.message).toMatch(
    new RegExp(
      `^Controller "ctrl" shows a certificate that its registration in /data/controllers.yaml does not trust:\\n` +
        `  - ${server.endpoint}: certificate not trusted: .*\\n` +
        'Either another server answers at these endpoints, or the controller was made anew: then `juju unregister ctrl`',
    ),
  );
});

test('a certificate for another name is not trusted', async () => {
  const server = await start({ certificate: await serverCertificate({ dns: ['localhost'] }) });
  const error = await failureOf(route([server.endpoint], server.certificate.caCert));
  expect(error).toBeInstanceOf(CertificateError);
  expect(error.message).toContain("Host: juju-apiserver. is not in the cert's altnames");
});

test('an expired certificate is not trusted', async () => {
  const certificate = await serverCertificate({ notAfter: new Date(Date.now() - 3_600_000) });
  const server = await start({ certificate });
  const error = await failureOf(route([server.endpoint], certificate.caCert));
  expect(error).toBeInstanceOf(CertificateError);
  expect(error.message).toContain('certificate has expired');
});

test('without a ca-cert the system’s roots hold, and nothing less', async () => {
  const server = await start();
  expect(await failureOf(route([server.endpoint], undefined))).toBeInstanceOf(CertificateError);
});

test('NODE_TLS_REJECT_UNAUTHORIZED turns nothing off', async () => {
  const server = await start();
  const other = await serverCertificate();
  // Node looks at the environment of the process, of which Jest gives tests a copy.
  const { env } = runInThisContext('process') as NodeJS.Process;
  const before = env['NODE_TLS_REJECT_UNAUTHORIZED'];
  env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
  try {
    for (const caCert of [undefined, other.caCert]) {
      expect(await failureOf(route([server.endpoint], caCert))).toBeInstanceOf(CertificateError);
    }
  } finally {
    if (before === undefined) delete env['NODE_TLS_REJECT_UNAUTHORIZED'];
    else env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
  }
});

test('with a public name the system’s roots are asked second, and the first refusal is told', async () => {
  const server = await start({ certificate: await serverCertificate({ dns: ['localhost'] }) });
  const to = route([server.endpoint], server.certificate.caCert, { publicHostname: 'localhost' });
  const error = await failureOf(to);
  expect(error.message).toContain("Host: juju-apiserver. is not in the cert's altnames");
});

test('a server that accepts but never speaks ends with the deadline', async () => {
  const { endpoint } = await mute();
  const error = await failureOf(route([endpoint], (await serverCertificate()).caCert), 50);
  expect(error).toBeInstanceOf(ConnectionFailedError);
  expect(error.message).toMatch(
    new RegExp(
      `^Cannot connect to controller "ctrl" \\(/data/controllers.yaml\\) after .*s:\\n  - ${endpoint}: no answer within 0\\.1s\\n` +
        'Check that it runs and can be reached from here',
    ),
  );
});

test('a server that speaks TLS but never opens the websocket ends with the deadline', async () => {
  const server = await start();
  server.onUpgrade = () => true;
  const error = await failureOf(route([server.endpoint], server.certificate.caCert), 100);
  expect(error.message).toContain(`${server.endpoint}: no answer within 0.1s`);
});

test('a server that refuses the websocket is told with its own words', async () => {
  const server = await start();
  server.onUpgrade = (_request, socket) => {
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 26\r\n\r\ninvalid model UUID "hello"');
    return true;
  };
  const error = await failureOf(route([server.endpoint], server.certificate.caCert));
  expect(error.message).toContain(
    `${server.endpoint}: the server answered HTTP 400 instead of opening a websocket: invalid model UUID "hello"`,
  );
});

test('when nothing answers, each endpoint is told with its reason', async () => {
  const [first, second] = [await dead(), await dead()];
  const error = await failureOf(route([first, second], (await serverCertificate()).caCert));
  expect(error.errors).toHaveLength(2);
  expect(error.message).toContain(`\n  - ${first}: connect ECONNREFUSED ${first}`);
  expect(error.message).toContain(`\n  - ${second}: connect ECONNREFUSED ${second}`);
});

test('a proxy that only the juju client uses is told when nothing answers', async () => {
  const to = routeOf(
    {
      name: 'k8s',
      uuid: controllerUuid,
      apiEndpoints: [await dead()],
      caCert: undefined,
      dnsCache: {},
      oidcLogin: false,
      proxyType: 'kubernetes-port-forward',
    },
    '/data/controllers.yaml',
  );
  expect((await failureOf(to)).message).toMatch(
    /The juju client reaches it by a proxy \(kubernetes-port-forward\)/,
  );
});

test('a ca-cert that is no certificate is told with the file and the next step', () => {
  expect(() => route(['127.0.0.1:1'], 'no certificate')).toThrow(ClientStoreError);
  expect(() => route(['127.0.0.1:1'], 'no certificate')).toThrow(
    /The ca-cert of controller "ctrl" in \/data\/controllers\.yaml is not a certificate in PEM form\. Register/,
  );
});

test('a controller without endpoints is told to be unfinished', () => {
  expect(() => route([], undefined)).toThrow(
    /has no api-endpoints in .*: its bootstrap may not have ended yet/,
  );
});
