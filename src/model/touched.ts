import { type Duration, formatDuration, toMilliseconds } from '../duration';
import type { Status } from './status/status';
import { applicationOf } from './status/unit-names';
import type { TimeScale } from './time-scale';
import type { Reason } from './waiting/judgement';

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
  /** Units that the command made. */
  readonly units?: readonly string[] | undefined;
  /** The applications at the two ends of a relation that the command made. */
  readonly joined?: readonly string[] | undefined;
}

/** An agent as it was before a command. @internal */
export interface AgentBefore {
  /** The "since" of its status. */
  readonly since: number | undefined;
  /** Of one that was busy: the controller's time when the command was sent. What it ends before that is not a sign. */
  readonly busyUntil?: number | undefined;
}

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
 * needs each of them to have moved. One that was busy already when it was looked at becomes idle when that is done,
 * perhaps before it hears of the command: what it says counts only if it says it after the command was sent. A charm may have nothing to run, however (the same value set again), so that sign
 * is waited for during a stated period only; after it, what is seen is taken as the answer.
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
  return [...unmoved(touch, status), ...absent(touch, status), ...joining(touch, status)];
}

function unmoved({ agents = new Map() }: Touch, { units }: Status): Missing[] {
  return [...agents].flatMap(([entity, before]) => {
    const unit = units[entity];
    if (!unit || hasMoved(before, unit.agentStatus.since?.getTime())) return [];
    return [{ of: unit.application, entity, sign: 'agent has not run anything' }];
  });
}

function hasMoved({ since, busyUntil = -Infinity }: AgentBefore, now: number | undefined): boolean {
  return now !== since && (now ?? Infinity) >= busyUntil;
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
