import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';
import {
  type ChangedKind,
  type ChangeType,
  type StatusChange,
  statusChanges,
} from '../status/status-changes';
import { observe } from './observe';

/**
 * What a model tells of, and what listeners get.
 *
 * Changes are found by comparing each status with the one before, so that two quick changes may be told as one. After a
 * reconnect the same holds: what has gone meanwhile is told as removed.
 *
 * @public
 */
export type ModelEvents = {
  readonly [Event in `${ChangedKind}:${ChangeType}`]: (
    change: StatusChange<Event extends `${infer Kind extends ChangedKind}:${string}` ? Kind : never>,
    status: Status,
  ) => unknown;
} & {
  /** The connection broke; it is being made again. */
  readonly disconnected: (reason: Error) => unknown;
  /** It is there again. */
  readonly reconnected: () => unknown;
  /** It could not be made again: there are no more events. */
  readonly lost: (reason: Error) => unknown;
};

/** The name of something that a model tells of. @public */
export type ModelEvent = keyof ModelEvents;

const connectionEvents = ['disconnected', 'reconnected', 'lost'] as const;
const kinds: readonly ChangedKind[] = [
  'model',
  'application',
  'unit',
  'machine',
  'relation',
  'remoteApplication',
  'offer',
];
const changeTypes: readonly ChangeType[] = ['added', 'changed', 'removed'];

/**
 * Calls a function whenever something happens in a model.
 *
 * @throws TypeError for an event that there is not
 * @internal
 */
export function onModelEvent<Event extends ModelEvent>(
  core: ModelCore,
  event: Event,
  listener: ModelEvents[Event],
): Disposable {
  if (typeof listener !== 'function') {
    throw new TypeError(`model.on("${event}") needs a function; got ${JSON.stringify(listener)}`);
  }
  const call = guarded(core, listener as (...args: unknown[]) => unknown);
  const connectionEvent = connectionEvents.find((name) => name === event);
  if (connectionEvent) return onConnection(core, connectionEvent, call);
  return onChange(core, checkedChange(event), call);
}

/** What a listener throws must neither stop who called it, nor be missed. */
function guarded(core: ModelCore, listener: (...args: unknown[]) => unknown): (...args: unknown[]) => void {
  const failed = (error: unknown) => core.settings.onListenerError(error);
  return (...args) => {
    try {
      const result = listener(...args);
      if (isThenable(result)) result.then(undefined, failed);
    } catch (error) {
      failed(error);
    }
  };
}

function onConnection(
  core: ModelCore,
  event: (typeof connectionEvents)[number],
  call: (...args: unknown[]) => void,
): Disposable {
  core.checkConnection();
  const stop = core.session.on(event, call);
  return { [Symbol.dispose]: stop };
}

function onChange(
  core: ModelCore,
  { kind, change }: { readonly kind: string; readonly change: string },
  call: (...args: unknown[]) => void,
): Disposable {
  let seen = core.lastStatus;
  let isOver = false;
  const observation = observe(
    core,
    {
      onStatus(status) {
        const changes = statusChanges(seen, status);
        seen = status;
        for (const found of changes) {
          if (!isOver && found.kind === kind && found.change === change) call(found, status);
        }
      },
      onEnd: (reason) =>
        core.report(`${core.fullName}: there are no more "${kind}:${change}" events: ${reason.message}`),
    },
    {},
  );
  return {
    [Symbol.dispose]() {
      isOver = true;
      observation[Symbol.dispose]();
    },
  };
}

function checkedChange(event: string): { readonly kind: string; readonly change: string } {
  const [kind = '', change = '', ...rest] = typeof event === 'string' ? event.split(':') : [];
  const isKnown =
    (kinds as readonly string[]).includes(kind) && (changeTypes as readonly string[]).includes(change);
  if (isKnown && rest.length === 0) return { kind, change };
  throw new TypeError(
    `A model has no event ${JSON.stringify(event)}. It has ${connectionEvents.join(', ')}, and ` +
      `${changeTypes.map((type) => `:${type}`).join(', ')} of ${kinds.join(', ')}, such as "unit:changed"`,
  );
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as Partial<PromiseLike<unknown>> | null | undefined)?.then === 'function';
}
