import {
  ConnectionClosedError,
  JujuApiError,
  ProtocolError,
  RequestAbortedError,
  RequestTimeoutError,
} from '../../src/juju/errors';
import { Session, type SessionOptions } from '../../src/juju/session';
import type { LogQuery } from '../../src/juju/log-stream';
import { Cleanup, until } from '../support/juju-cleanup';
import { ClientData, secretPassword } from '../support/juju-client-data';
import { modelUuid, RawServer, type RawPeer, silence } from '../support/juju-raw-server';
import { errorOf } from '../support/juju-session';
import { FakeClock } from '../support/model-clock';

const cleanup = new Cleanup();
afterEach(() => cleanup.run());

const line = (n: number) => ({
  tag: 'unit-web-0',
  ts: '2024-01-02T15:04:05.123Z',
  sev: 'INFO',
  mod: 'juju.worker',
  loc: 'x.go:1',
  msg: String(n),
  lab: [],
});

/** A session on a model whose debug-log is what the script makes of the socket. */
async function opened(script: (peer: RawPeer) => void, options: SessionOptions = {}) {
  const server = cleanup.keep(await RawServer.start());
  const sockets: RawPeer[] = [];
  server.onSocket = (peer) => {
    if (!peer.url.includes('/log')) return false;
    sockets.push(peer);
    script(peer);
    return true;
  };
  const data = cleanup.keep(await ClientData.of([server]));
  const target = { store: data.store, controllerName: 'ctrl', modelUuid };
  const session = cleanup.keep(await Session.open(target, { env: {}, ...options }));
  return { server, sockets, session };
}

async function read(session: Session, query: LogQuery = {}, signal?: AbortSignal): Promise<string[]> {
  const lines: string[] = [];
  for await (const { msg } of session.logStream(query, { signal })) lines.push(msg);
  return lines;
}

const send = ({ socket }: RawPeer, message: object) => socket.send(`${JSON.stringify(message)}\n`);

test('the lines come after the first frame, until the controller ends the stream', async () => {
  const { session, sockets } = await opened((peer) => {
    send(peer, {});
    for (const n of [1, 2, 3]) send(peer, line(n));
    peer.socket.close(1000);
  });
  expect(await read(session, { noTail: true })).toEqual(['1', '2', '3']);
  expect(sockets[0]?.url).toBe(`/model/${modelUuid}/log?noTail=true`);
  expect(sockets[0]?.headers.authorization).toBe(
    `Basic ${Buffer.from(`user-admin:${secretPassword}`).toString('base64')}`,
  );
});

test('a stream without a tail ends as Juju ends it, without a goodbye', async () => {
  const { session } = await opened((peer) => {
    send(peer, {});
    peer.socket.send(`${JSON.stringify(line(1))}\n`, () => peer.socket.terminate());
  });
  expect(await read(session, { noTail: true })).toEqual(['1']);
});

test('a query is written as Juju reads it', async () => {
  const { session, sockets } = await opened((peer) => {
    send(peer, { error: null });
    peer.socket.close(1000);
  });
  await read(session, {
    includeEntity: ['unit-web-*', 'machine-0'],
    level: 'WARNING',
    backlog: 10,
    replay: false,
    startTime: new Date(0),
  });
  expect(sockets[0]?.url).toBe(
    `/model/${modelUuid}/log?includeEntity=unit-web-*&includeEntity=machine-0&level=WARNING&backlog=10&startTime=1970-01-01T00%3A00%3A00.000Z`,
  );
});

test('an error in the first frame is Juju’s error', async () => {
  const { session } = await opened((peer) =>
    send(peer, { error: { message: 'not yours', code: 'unauthorized access' } }),
  );
  const error: unknown = await read(session).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({ code: 'unauthorized access', text: 'not yours' });
});

test('a first frame that is no JSON is refused', async () => {
  const { session } = await opened((peer) => peer.socket.send('hello'));
  await expect(read(session)).rejects.toThrow(ProtocolError);
});

test.each(['<secret>', 'null', '1'])('a line that is %s is refused without being shown', async (text) => {
  const { session } = await opened((peer) => {
    send(peer, {});
    peer.socket.send(text);
  });
  const error = await errorOf(read(session));
  expect(error).toBeInstanceOf(ProtocolError);
  expect(error.message).toMatch(/at \S+ sent something in its debug-log that is not a JSON object$/);
});

test('a stream that ends before its first frame is told', async () => {
  const { session } = await opened((peer) => peer.socket.close(1000));
  await expect(read(session)).rejects.toThrow(/closed the debug-log before its first line/);
});

test('who leaves the loop leaves no socket', async () => {
  const { session, server } = await opened((peer) => {
    send(peer, {});
    for (let n = 0; n < 10; n++) send(peer, line(n));
  });
  for await (const { msg } of session.logStream({})) {
    if (msg === '3') break;
  }
  await until(() => server.connections === 1, 'the end of the log’s connection');
  expect(session.state).toBe('connected');
});

test('who throws in the loop leaves no socket', async () => {
  const { session, server } = await opened((peer) => {
    send(peer, {});
    send(peer, line(1));
  });
  const reading = async () => {
    for await (const { msg } of session.logStream({})) throw new Error(`enough after ${msg}`);
  };
  await expect(reading()).rejects.toThrow('enough after 1');
  await until(() => server.connections === 1, 'the end of the log’s connection');
});

test('an abort ends the reading, before the first line and after', async () => {
  const { session, server } = await opened((peer) => send(peer, {}));
  const caller = new AbortController();
  const reading = read(session, {}, caller.signal).catch((thrown: unknown) => thrown);
  await until(() => server.connections === 2, 'the log’s connection');
  caller.abort(new Error('the test is over'));
  const error = await reading;
  expect(error).toBeInstanceOf(RequestAbortedError);
  expect(error).toMatchObject({ cause: { message: 'the test is over' } });
  await until(() => server.connections === 1, 'the end of the log’s connection');
  await expect(read(session, {}, AbortSignal.abort())).rejects.toThrow(RequestAbortedError);
});

test('closing the session ends the reading', async () => {
  const { session, server } = await opened((peer) => send(peer, {}));
  const reading = read(session).catch((thrown: unknown) => thrown);
  await until(() => server.connections === 2, 'the log’s connection');
  await session.close();
  expect(await reading).toBeInstanceOf(RequestAbortedError);
  await until(() => server.connections === 0, 'the end of the connections');
});

test('a stream that breaks is told from one that ends', async () => {
  const { session, sockets } = await opened((peer) => {
    send(peer, {});
    send(peer, line(1));
  });
  const lines: string[] = [];
  const reading = async () => {
    for await (const { msg } of session.logStream({})) {
      lines.push(msg);
      sockets[0]?.socket.terminate();
    }
  };
  const error = await errorOf(reading());
  expect(error).toBeInstanceOf(ConnectionClosedError);
  expect(error.message).toContain('broke off (code 1006)');
  expect(lines).toEqual(['1']);
});

test('a controller that does not open the stream ends with the deadline', async () => {
  const { session, server } = await opened(() => undefined, { openTimeout: 1500 });
  server.onUpgrade = () => true;
  await expect(read(session)).rejects.toThrow(/^Cannot open the debug-log of controller "ctrl"/);
});

test('a controller that opens the stream and never says its first word ends with the deadline', async () => {
  const clock = new FakeClock();
  const { session, server, sockets } = await opened(() => undefined, { clock, openTimeout: '60s' });
  const reading = errorOf(read(session));
  await until(() => sockets.length === 1 && clock.sleepers === 1, 'the stream');
  await clock.advance(60_000);
  expect(await reading).toMatchObject({ code: 'connection closed' });
  await until(() => server.connections === 1, 'the end of the log’s connection');
});

test('a stream without a tail that falls silent ends with the deadline', async () => {
  const clock = new FakeClock();
  const { session } = await opened(
    (peer) => {
      send(peer, {});
      send(peer, line(1));
    },
    { clock, openTimeout: '60s' },
  );
  const lines = session.logStream({ noTail: true })[Symbol.asyncIterator]();
  await lines.next();
  const next = errorOf(lines.next());
  await until(() => clock.sleepers === 1, 'the reader');
  await clock.advance(60_000);
  expect((await next).message).toMatch(/^The debug-log of .* broke off \(nothing came for 1m0s\)$/);
});

test('a stream with a tail may be silent for long: it is pinged, and Juju need not answer', async () => {
  const clock = new FakeClock();
  const { session, sockets } = await opened(
    (peer) => {
      send(peer, {});
      send(peer, line(1));
    },
    { clock, pingInterval: '30s' },
  );
  const lines = session.logStream({})[Symbol.asyncIterator]();
  await lines.next();
  const peer = sockets[0] as RawPeer;
  let pings = 0;
  peer.socket.on('ping', () => (pings += 1));
  const next = lines.next();
  await until(() => clock.sleepers === 1, 'the reader');
  await clock.advance(600_000);
  await until(() => pings === 20, 'the pings');
  send(peer, line(2));
  expect(await next).toMatchObject({ value: { msg: '2' } });
  await lines.return?.(undefined);
});

test('a stream ends when the session finds its controller dead', async () => {
  const { session, server } = await opened(
    (peer) => {
      send(peer, {});
      send(peer, line(1));
    },
    { pingInterval: 20, pingTimeout: 20, reconnectTimeout: 0 },
  );
  const lines = session.logStream({})[Symbol.asyncIterator]();
  await lines.next();
  server.on('Pinger.Ping', () => silence);
  const error = await errorOf(lines.next());
  expect(error).toBeInstanceOf(ConnectionClosedError);
  expect(error.message).toMatch(/broke off \(The connection to .* is dead: a ping was not answered/);
});

test('a stream that is asked for while the connection is away ends with the deadline or the signal', async () => {
  const clock = new FakeClock();
  const { session, server } = await opened((peer) => send(peer, {}), {
    clock,
    openTimeout: '2s',
    reconnectTimeout: '30s',
  });
  await server.close();
  await until(() => session.state === 'reconnecting', 'the break');
  const caller = new AbortController();
  const aborted = errorOf(read(session, {}, caller.signal));
  const late = errorOf(read(session));
  caller.abort();
  expect(await aborted).toBeInstanceOf(RequestAbortedError);
  await clock.advance(2_000);
  expect(await late).toBeInstanceOf(RequestTimeoutError);
});

test('a slow reader holds the controller back, and misses nothing', async () => {
  const count = 5000;
  const text = 'x'.repeat(2000);
  const { session, sockets } = await opened((peer) => {
    send(peer, {});
    for (let n = 0; n < count; n++) send(peer, { ...line(n), loc: text });
    peer.socket.close(1000);
  });
  const lines: string[] = [];
  for await (const { msg } of session.logStream({})) {
    if (lines.length === 0) {
      await until(() => (sockets[0]?.socket.bufferedAmount ?? 0) > 0, 'the controller to be held back');
    }
    lines.push(msg);
  }
  expect(lines).toEqual(Array.from({ length: count }, (_, n) => String(n)));
});

test('a debug-log needs a model', async () => {
  const server = cleanup.keep(await RawServer.start());
  const data = cleanup.keep(await ClientData.of([server]));
  const session = cleanup.keep(
    await Session.open({ store: data.store, controllerName: 'ctrl' }, { env: {} }),
  );
  expect(() => session.logStream({})).toThrow('A debug-log is of a model: connect to one');
});
