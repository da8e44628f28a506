import type { Clock } from '../clock';
import type { StoppedWait } from '../model/waiting/stopped-wait';
import type { ModelJournal } from './model-journal';

/**
 * What the layer above lends to an {@link OpsTest}: Jest's environment, or a plain script.
 *
 * @internal
 */
export interface OpsTestHost {
  /** The test file; models are named after it. */
  readonly testPath: string;
  /** Relative paths are relative to it, and commands run in it. */
  readonly rootDir: string;
  /** The environment of commands; its `JUJU_DATA` says where the controllers are registered. */
  readonly env: NodeJS.ProcessEnv;
  /** How many times faster than in life the controller's time goes. */
  readonly timeScale: number;
  /** How the same run is had again where that takes something, for who reads of a failure: one line. */
  readonly repeat?: string | undefined;
  /** Why the charm of an application of a model (its UUID) sets no status, where that can be known. */
  whyUnknown?(model: string, application: string): string | undefined;
  readonly journal: ModelJournal;
  /** What the looking for lost models waits by. Default: the machine's own. */
  readonly clock?: Clock;
  /** Tells people how it goes: one line, of which the next one may take the place before it was seen. */
  report(line: string): void;
  /** Tells people what they should know in any case, such as an option that is not heeded. */
  warn(line: string): void;
  /** Is told of a wait that the end of its test, or of its file, has stopped. */
  stopped(wait: StoppedWait): void;
  /** The signal of the running test, aborted when Jest has given it up. */
  signal(): AbortSignal | undefined;
  /** Skips the rest of the file and fails the running test. */
  abort(reason: string): never;
  /** Whether the rest of the file is skipped. */
  aborted?(): boolean;
  /** How many tests and hooks of the file have failed so far; a model's state is of interest then. */
  failures?(): number;
  /** Told of a folder that goes with a file without failures, however its process ends. */
  madeFolder?(path: string): void;
  /** Fires when this process is about to be ended: whatever does not destroy models is left out then. */
  readonly hurry?: AbortSignal;
  /** Notes a process group that is to end with this process, however that ends. Gives what to call when it has ended. */
  readonly noteGroup?: (pid: number) => () => void;
  /** The embedded controller that the file runs on. */
  readonly embedded?: unknown;
}
