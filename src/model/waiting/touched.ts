import { countOf } from '../../count-of';
import { type Duration, formatDuration, toMilliseconds } from '../../duration';
import type { Status, StatusInfo } from '../status/status';
import { applicationOf } from '../status/unit-names';
import type { TimeScale } from './time-scale';
import type { Reason } from './judgement';

/**
 * What a command changed, and what the model looked like before: by that a later status is known to be from after it.
 *
 * @internal
 */
export interface Touch {
  /** `the configuration of web was set`. */
  readonly what: string;
  /** When the command was done. */
  readonly atMs: number;
  /** Units whose agents have something to do now. */
  readonly agents?: ReadonlyMap<string, AgentBefore> | undefined;
  /** Whether it is enough that they have begun: an action may take hours, and be waited for by what it does meanwhile. */
  readonly begunIsEnough?: boolean | undefined;
  /** Units that the command made. */
  readonly units?: readonly string[] | undefined;
  /** The applications at the two ends of a relation that the command made. */
  readonly joined?: readonly string[] | undefined;
  /** The application that the command gave another scale; on Kubernetes only. */
  readonly scaled?: string | undefined;
}

/** An agent as it was before a command. @internal */
export interface AgentBefore {
  /** The "since" of its status. */
  readonly since: number | undefined;
  /**
   * Of one that was busy: the controller's time when the command was sent. What it ends before that is not a sign, and
   * neither is what it ends right afterwards.
   */
  readonly busyUntil?: number | undefined;
  /** Of one that was busy: the controller's time when it has heard of the command for sure. */
  readonly hasHeardAt?: number | undefined;
}

/** So long after a command, in Juju's time, an agent has heard of it: what it takes up then is, or comes after, that. @internal */
export const noticeMs = 2_000;

/** Nobody waits for a sign from so long ago. */
const mostTouches = 200;

/**
 * How long to wait for a sign of life after a command, in real time.
 *
 * @internal
 */
export function settlePeriodMs(value: Duration = '30s', scale: TimeScale): number {
  return scale.patience(toMilliseconds(value, 'settlePeriod'));
}

/**
 * The commands of one `Model` object that its agents may not have noticed yet.
 *
 * A wait must not succeed on the state from before a command that was sent before it. Juju does not tell which command
 * an agent has seen, but an agent that runs a hook says so: its status becomes `executing`, then `idle`, and the
 * "since" of that status moves. So a command notes the "since" of the agents it concerns, and a wait that follows
 * needs each of them to have moved, and to have come to an end of what it runs. One that was busy already when it was
 * looked at becomes idle when that is done, perhaps before it hears of the command: what it says counts only if it says
 * it after the command was sent, and a moment has passed since. A charm may have nothing to run, however (the same
 * value set again), so that sign is waited for during a stated period only; after it, what is seen is taken as the
 * answer.
 *
 * @internal
 */
export class Touches {
  #all: Touch[] = [];

  add(touch: Touch): void {
    this.#all.push(touch);
    if (this.#all.length > mostTouches) this.#all.shift();
  }

  /**
   * What there is no sign of yet, in a status from after the commands.
   *
   * @param applications - those that are waited for; `undefined` for all
   */
  pending(
    status: Status,
    applications: readonly string[] | undefined,
    nowMs: number,
    settleMs: number,
  ): Reason[] {
    const open = this.#all.map((touch) => ({ touch, missing: missingOf(touch, status) }));
    this.#all = open.filter(({ missing }) => missing.length > 0).map(({ touch }) => touch);
    return open
      .filter(({ touch }) => nowMs - touch.atMs < settleMs)
      .flatMap(({ touch, missing }) =>
        missing
          .filter(({ of }) => applications?.includes(of) ?? true)
          .map(({ entity, sign }) => ({
            entity,
            why: `${sign} since ${touch.what} ${formatDuration(nowMs - touch.atMs)} ago`,
          })),
      );
  }
}

interface Missing {
  readonly of: string;
  readonly entity: string;
  readonly sign: string;
}

function missingOf(touch: Touch, status: Status): Missing[] {
  return [
    ...unmoved(touch, status),
    ...absent(touch, status),
    ...joining(touch, status),
    ...resizing(touch, status),
  ];
}

function unmoved({ agents = new Map(), begunIsEnough = false }: Touch, status: Status): Missing[] {
  return [...agents].flatMap(([entity, before]) => {
    const unit = status.units[entity];
    if (!unit) return [];
    const { application: of, agentStatus } = unit;
    if (!hasMoved(before, agentStatus, status)) return [{ of, entity, sign: 'agent has not run anything' }];
    if (begunIsEnough || agentStatus.current !== 'executing') return [];
    return [{ of, entity, sign: 'agent has not finished what it runs' }];
  });
}

function hasMoved(before: AgentBefore, { since }: StatusInfo, { timestamp }: Status): boolean {
  const now = since?.getTime();
  if (now === before.since) return false;
  if (before.busyUntil === undefined || now === undefined) return true;
  const { busyUntil, hasHeardAt = busyUntil } = before;
  return now >= busyUntil && (!timestamp || timestamp.getTime() >= hasHeardAt);
}

function absent({ units: made = [] }: Touch, { units }: Status): Missing[] {
  return made
    .filter((entity) => !Object.hasOwn(units, entity))
    .map((entity) => ({ of: applicationOf(entity), entity, sign: 'has not appeared' }));
}

/** A relation is joined when a leader has entered it; while one side has no units, nobody will. */
function joining({ joined = [] }: Touch, { relations, applications, remoteApplications }: Status): Missing[] {
  // How many units a remote application has is not told here, nor needed: the leader on this side enters alone.
  const hasUnits = (name: string) =>
    Object.hasOwn(remoteApplications, name) || (applications[name]?.units.length ?? 0) > 0;
  if (!joined.every(hasUnits)) return [];
  const open = relations.filter(
    ({ endpoints, status }) =>
      status.current === 'joining' &&
      joined.every((name) => endpoints.some((end) => end.application === name)),
  );
  return open.flatMap(({ key, endpoints }) =>
    endpoints.map(({ application }) => ({ of: application, entity: key, sign: 'has not been joined' })),
  );
}

/** On Kubernetes units come and go some time after the scale has changed. */
function resizing({ scaled }: Touch, { applications }: Status): Missing[] {
  if (scaled === undefined || !Object.hasOwn(applications, scaled)) return [];
  const { scale, units = [] } = applications[scaled] ?? {};
  if (scale === undefined || scale === units.length) return [];
  const sign = `has ${countOf(units.length, 'unit')}, not the ${String(scale)} of its scale`;
  return [{ of: scaled, entity: scaled, sign }];
}
