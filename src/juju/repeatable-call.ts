import type { Clock } from '../clock';
import type { CallSite } from './call-site';
import type { RpcCall } from './connection';
import {
  callLabel,
  ConnectionClosedError,
  ConnectionLostError,
  FacadeNotSupportedError,
  JujuApiError,
  MessageTooLargeError,
} from './errors';
import { isIdempotent } from './idempotent-methods';
import { onAbort } from '../on-abort';
import type { OpenedConnection } from './open-connection';
import { type SessionLink, withoutStop } from './session-link';

/** A call as it is asked for: the version is negotiated unless it is given. @internal */
export type WantedCall = Omit<RpcCall, 'version'> & { readonly version?: number | undefined };

/** @internal */
export interface CallLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly site: CallSite;
  readonly clock: Clock;
}

/** A read that meets broken connections again and again is what breaks them. */
const maxRepetitions = 3;
const firstPauseMs = 100;
const longestPauseMs = 2_000;

/** Codes with which a controller says: not now. */
const notNow = new Set([
  'try again',
  'not yet available; try again later',
  'excessive contention',
  'upgrade in progress',
  'model migration in progress',
  'cannot enter scope yet',
  'deadline exceeded',
  'not leader',
]);

/**
 * Makes a call on a link that may break: a read is made again on the next connection, or when the controller asks for
 * patience; a call that changes something is never sent twice.
 *
 * @internal
 */
export async function repeatableCall(
  link: SessionLink,
  wanted: WantedCall,
  limits: CallLimits,
): Promise<unknown> {
  const end = limits.clock.now() + limits.timeoutMs;
  const isRead = isIdempotent(wanted.facade, wanted.request);
  const advice = isRead
    ? ' Raise `timeout` if it needs longer.'
    : ' It may still take effect: look before you repeat it.';
  for (let repetition = 0, pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const opened = await connected(link, wanted, limits, end);
    const call = { ...wanted, version: wanted.version ?? versionFor(wanted, opened, limits) };
    const leftMs = end - limits.clock.now();
    try {
      return await opened.connection.call(call, { ...limits, timeoutMs: leftMs, advice });
    } catch (error) {
      if (error instanceof JujuApiError) {
        if (!isRead || !notNow.has(error.code) || limits.clock.now() + pauseMs >= end) throw error;
        await pause(pauseMs, error, opened, limits);
      } else if (!mayRepeat(error, link, isRead && ++repetition <= maxRepetitions)) {
        throw lostUnder(call, error, link, isRead, limits);
      }
    }
  }
}

/** The connection; without a detour where there is one. */
async function connected(
  link: SessionLink,
  wanted: WantedCall,
  { clock, timeoutMs, signal, site }: CallLimits,
  end: number,
): Promise<OpenedConnection> {
  if (link.state === 'connected') return link.latest;
  const label = callLabel({ ...wanted, version: wanted.version ?? 0 });
  try {
    return await link.ready({ label, timeoutMs, leftMs: end - clock.now(), signal });
  } catch (error) {
    throw site.dress(error as Error);
  }
}

function versionFor(wanted: WantedCall, opened: OpenedConnection, { site }: CallLimits): number {
  try {
    return opened.login.facades.require(wanted.facade);
  } catch (error) {
    throw error instanceof FacadeNotSupportedError ? site.dress(error) : error;
  }
}

async function pause(
  pauseMs: number,
  refusal: JujuApiError,
  opened: OpenedConnection,
  { clock, signal }: CallLimits,
): Promise<void> {
  if (refusal.code === 'not leader') {
    opened.connection.fail(new ConnectionClosedError(`${opened.connection.peer} is not the leader any more`));
  }
  const pausing = new AbortController();
  const stopListening = signal ? onAbort(signal, () => pausing.abort()) : undefined;
  // Where the signal fires, the next round ends with it.
  await clock.sleep(pauseMs, pausing.signal).catch(() => undefined);
  stopListening?.();
}

function mayRepeat(error: unknown, link: SessionLink, readAgain: boolean): boolean {
  if (!(error instanceof ConnectionClosedError) || error instanceof MessageTooLargeError) return false;
  if (link.state === 'closed') return false;
  return !error.maybeApplied || readAgain;
}

/** A connection that broke under a call which must not be repeated: the caller has to look what came of it. */
function lostUnder(
  call: RpcCall,
  error: unknown,
  link: SessionLink,
  isRead: boolean,
  { site }: CallLimits,
): unknown {
  const isOwnEnd = !(error instanceof ConnectionClosedError) || error instanceof MessageTooLargeError;
  if (isOwnEnd || link.state === 'closed') return error;
  const next = isRead
    ? `It was asked ${String(maxRepetitions + 1)} times`
    : `It may have taken effect: look before you repeat ${callLabel(call)}`;
  const message = `${withoutStop(error.message)}. ${next}.`;
  return site.dress(new ConnectionLostError(message, { cause: error, maybeApplied: !isRead }));
}
