import { Connection } from '../../src/juju/connection';
import { parseEndpoint } from '../../src/juju/endpoint';
import { keepAlive } from '../../src/juju/keep-alive';
import type { Transport } from '../../src/juju/transport';
import type { RpcReply, RpcRequest } from '../../src/juju/wire-types';

/** The other side of a connection, played by the test. */
class PlayedTransport implements Transport {
  readonly endpoint = parseEndpoint('10.0.0.1:17070');
  readonly trust = { rejectUnauthorized: true, minVersion: 'TLSv1.2', servername: 'juju-apiserver' } as const;
  readonly sent: RpcRequest[] = [];
  onMessage: Transport['onMessage'] = () => undefined;
  onClose: Transport['onClose'] = () => undefined;
  /** What comes back for a call; nothing if nothing. */
  reply: (request: RpcRequest) => Partial<RpcReply> | undefined = () => ({ response: {} });

  send(text: string): void {
    const request = JSON.parse(text) as RpcRequest;
    this.sent.push(request);
    const reply = this.reply(request);
    if (reply) this.onMessage(JSON.stringify({ 'request-id': request['request-id'], ...reply }));
  }

  close(): void {
    this.onClose({ code: 1000, reason: '' });
  }

  terminate(): void {
    this.onClose({ code: 1006, reason: '' });
  }
}

function kept() {
  const transport = new PlayedTransport();
  const connection = new Connection(transport, {
    peer: 'controller "ctrl"',
    maxFrameSize: 1000,
    closeGraceMs: 10,
  });
  keepAlive(connection, { intervalMs: 30_000, timeoutMs: 10_000 });
  return { transport, connection };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('a silent controller is pinged each interval', async () => {
  const { transport, connection } = kept();
  await jest.advanceTimersByTimeAsync(29_999);
  expect(transport.sent).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(transport.sent).toMatchObject([{ type: 'Pinger', version: 1, request: 'Ping' }]);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(transport.sent).toHaveLength(3);
  expect(connection.end).toBeUndefined();
});

test('a controller that speaks is not pinged before it falls silent', async () => {
  const { transport } = kept();
  await jest.advanceTimersByTimeAsync(20_000);
  transport.onMessage('{"request-id":99,"response":{}}');
  await jest.advanceTimersByTimeAsync(29_999);
  expect(transport.sent).toEqual([]);
  await jest.advanceTimersByTimeAsync(1);
  expect(transport.sent).toHaveLength(1);
});

test('a controller that does not answer in time is left', async () => {
  const { transport, connection } = kept();
  transport.reply = () => undefined;
  await jest.advanceTimersByTimeAsync(39_999);
  expect(connection.end).toBeUndefined();
  await jest.advanceTimersByTimeAsync(1);
  expect(connection.end?.message).toBe(
    'The connection to controller "ctrl" is dead: a ping was not answered within 10s',
  );
});

test('a controller that refuses pings is alive all the same', async () => {
  const { transport, connection } = kept();
  transport.reply = () => ({ error: 'what?', 'error-code': 'not implemented' });
  await jest.advanceTimersByTimeAsync(90_000);
  expect(transport.sent).toHaveLength(3);
  expect(connection.end).toBeUndefined();
});

test('a closed connection is not pinged, and leaves no timer', async () => {
  const { transport, connection } = kept();
  await connection.close();
  await jest.advanceTimersByTimeAsync(0);
  expect(jest.getTimerCount()).toBe(0);
  expect(transport.sent).toEqual([]);
});
