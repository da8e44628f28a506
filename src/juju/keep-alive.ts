import { formatDuration } from '../duration';
import { CallSite } from './call-site';
import type { Connection } from './connection';
import { ConnectionClosedError, JujuApiError, RequestTimeoutError } from './errors';

/** @internal */
export interface KeepAliveOptions {
  /** How long the other side may be silent before it is pinged. */
  readonly intervalMs: number;
  /** How long it may take to answer. */
  readonly timeoutMs: number;
}

/**
 * Pings a connection whenever nothing has come from the other side for a while, and ends it when no answer comes: a
 * half-dead network shows within a minute instead of never.
 *
 * The timer keeps no process alive, and ends with the connection.
 *
 * @internal
 */
export function keepAlive(connection: Connection, { intervalMs, timeoutMs }: KeepAliveOptions): void {
  let timer: NodeJS.Timeout;
  const schedule = (afterMs: number) => {
    timer = setTimeout(() => void tick(), afterMs).unref();
  };
  const tick = async () => {
    const leftMs = intervalMs - connection.silentMs;
    if (leftMs > 0) {
      schedule(leftMs);
      return;
    }
    await ping(connection, timeoutMs);
    if (!connection.end) schedule(intervalMs);
  };
  schedule(intervalMs);
  void connection.closed.then(() => clearTimeout(timer));
}

/** Whether a connection ended because a ping was not answered. @internal */
export function isDead(end: ConnectionClosedError): boolean {
  return end.cause instanceof RequestTimeoutError;
}

async function ping(connection: Connection, timeoutMs: number): Promise<void> {
  const call = { facade: 'Pinger', request: 'Ping', version: 1 };
  try {
    await connection.call(call, { timeoutMs, site: new CallSite(ping) });
  } catch (error) {
    // Any answer is a sign of life, an error, too.
    if (connection.end || error instanceof JujuApiError) return;
    connection.fail(
      new ConnectionClosedError(
        `The connection to ${connection.peer} is dead: a ping was not answered within ${formatDuration(timeoutMs)}`,
        { cause: error },
      ),
    );
  }
}
