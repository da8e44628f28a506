import type { AgentProvider } from '../agent/unit-agent';
import type { ControllerState } from '../state/controller-state';

/** How the engine runs. @public */
export interface EngineOptions {
  /** How many times faster than Juju time passes; `Infinity` leaves out every delay. Default: 100. */
  readonly timeScale?: number;
}

/**
 * Makes what operators asked for happen: machines start, units run their hooks, what is dying goes.
 *
 * @internal
 */
export declare class Engine {
  constructor(state: ControllerState, agents: AgentProvider, options?: EngineOptions);

  /** Begins to follow the state. */
  start(): void;

  /** Ends every timer and every hook that waits; idempotent. */
  stop(): void;
}
