import { type Clock, systemClock } from '../clock';
import type { JujuProgram } from './juju-program';
import { TimeScale } from './time-scale';

/**
 * How a {@link Controller} and its models behave, as far as the layer above decides it.
 *
 * @internal
 */
export interface ModelSettingsInput {
  readonly clock?: Clock | undefined;
  /** How many times faster than the wall's clock the controller's time runs. Default: 1. */
  readonly timeScale?: number | undefined;
  /** Tells people how a wait goes, one line at a time. */
  readonly report?: ((line: string) => void) | undefined;
  /** A signal that ends whatever is under way in a model when it fires, the running test's for instance; asked for anew at each call. */
  readonly signal?: (() => AbortSignal | undefined) | undefined;
  /** Runs the `juju` program; without it models reach no machine. */
  readonly jujuProgram?: JujuProgram | undefined;
}

/** @internal */
export interface ModelSettings {
  readonly clock: Clock;
  readonly scale: TimeScale;
  readonly report: (line: string) => void;
  readonly signal: () => AbortSignal | undefined;
  readonly jujuProgram: JujuProgram | undefined;
}

/** The settings with their defaults. @internal */
export function modelSettings(input: ModelSettingsInput): ModelSettings {
  return {
    clock: input.clock ?? systemClock,
    scale: new TimeScale(input.timeScale),
    report: input.report ?? (() => undefined),
    signal: input.signal ?? (() => undefined),
    jujuProgram: input.jujuProgram,
  };
}
