import { type Clock, systemClock } from '../../clock';
import type { JujuProgram } from '../ssh/juju-program';
import { type StoppedWait, stoppedLine } from '../waiting/stopped-wait';
import { TimeScale } from '../waiting/time-scale';

/**
 * How a {@link Controller} and its models behave, as far as the layer above decides it.
 *
 * @internal
 */
export interface ModelSettingsInput {
  readonly clock?: Clock | undefined;
  /** How many times faster than the wall's clock the controller's time runs. Default: 1. */
  readonly timeScale?: number | undefined;
  /** How the same run is had again, for who reads the error of a wait: one line. */
  readonly repeat?: string | undefined;
  /** Why the charm of an application of a model (its UUID) sets no status, for who reads the error of a wait. */
  readonly whyUnknown?: ((model: string, application: string) => string | undefined) | undefined;
  /** Tells people how a wait goes, one line at a time. */
  readonly report?: ((line: string) => void) | undefined;
  /** Is told of a wait that was aborted. Default: it is reported, in one line. */
  readonly stopped?: ((wait: StoppedWait) => void) | undefined;
  /** A signal that ends whatever is under way in a model when it fires, the running test's for instance; asked for anew at each call. */
  readonly signal?: (() => AbortSignal | undefined) | undefined;
  /** Hears what a listener to a model's events threw. Default: it is thrown again where nothing but the process hears it. */
  readonly onListenerError?: ((error: unknown) => void) | undefined;
  /** Runs the `juju` program; without it models reach no machine. */
  readonly jujuProgram?: JujuProgram | undefined;
}

/** @internal */
export interface ModelSettings {
  readonly clock: Clock;
  readonly scale: TimeScale;
  readonly repeat: string | undefined;
  readonly whyUnknown: (model: string, application: string) => string | undefined;
  readonly report: (line: string) => void;
  readonly stopped: (wait: StoppedWait) => void;
  readonly signal: () => AbortSignal | undefined;
  readonly onListenerError: (error: unknown) => void;
  readonly jujuProgram: JujuProgram | undefined;
}

/** The settings with their defaults. @internal */
export function modelSettings(input: ModelSettingsInput): ModelSettings {
  const { report = () => undefined } = input;
  return {
    clock: input.clock ?? systemClock,
    scale: new TimeScale(input.timeScale),
    repeat: input.repeat,
    whyUnknown: input.whyUnknown ?? (() => undefined),
    report,
    stopped: input.stopped ?? ((wait) => report(stoppedLine(wait))),
    signal: input.signal ?? (() => undefined),
    onListenerError: input.onListenerError ?? throwLater,
    jujuProgram: input.jujuProgram,
  };
}

/**
 * What Node's own `EventTarget` does with the error of a listener: nobody who called may be stopped by it, and nobody may
 * miss it. In Jest it fails the test that runs.
 */
function throwLater(error: unknown): void {
  process.nextTick(() => {
    throw error;
  });
}
