/** A process to start for a charm: a hook, an action or a command. @internal */
export interface Launch {
  /** Absolute path of what is executed. */
  readonly command: string;
  readonly args: readonly string[];
  /** The charm's folder, absolute. */
  readonly cwd: string;
  /** The whole environment: nothing of ours is added to it. */
  readonly env: Readonly<Record<string, string>>;
  /** The unit's folder, absolute: it holds `cwd`, the agent's socket, resources and storage. What is in it is ours, but `cwd`… */
  readonly root: string;
  /** …and these folders of it, which the process may change as well. */
  readonly owned?: readonly string[];
  /** A folder that the process has to see as /charm: that of a pod, where charms look for Pebble. */
  readonly pod?: string;
  /** For messages: `web/0`. */
  readonly unit: string;
  /** For messages: the hook, the action, or `juju-exec`. */
  readonly hook: string;
  /** For messages: the charm's name. */
  readonly charm: string;
}

/** How a process ended: with an exit code, or by a signal. @internal */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Where the output of a process goes while it runs; nothing is said after `start` is settled. @internal */
export interface LaunchOutput {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
}

/** How a shell starts a launch where the launcher would. @internal */
export interface ByHand {
  /** Lines of shell that come before, which end the shell where it cannot be done. */
  readonly before: string;
  /** The command, its words quoted: it is given the environment of the launch. */
  readonly command: string;
}

/**
 * Starts the processes of charms. The plain one (`SpawnLauncher`) spawns each in a process group of its own; others go
 * around it (a jail makes another `Launch` of one, and hands it on) or stand in its place (a fork server).
 *
 * What every launcher keeps to:
 *
 * - `start` settles when the process has ended, and with it whatever it left behind in its process group.
 * - An aborted `signal` ends the process (SIGTERM, then SIGKILL); `start` then still resolves, with the signal.
 * - It rejects where nothing could be started, with an error for the user: which command of which charm, why, what to do.
 * - Standard input is empty. The environment is exactly `env`.
 * - `close` ends what still runs, and resolves when it has ended. It may be called again.
 *
 * @internal
 */
export interface Launcher {
  /** Whether processes see their {@link Launch.pod} where they look for it. */
  readonly showsPods?: boolean;
  start(launch: Launch, output: LaunchOutput, signal: AbortSignal): Promise<Ended>;
  /** How a launch is started by hand in the jail that it would be in; `undefined` where there is none. */
  byHand?(launch: Launch): Promise<ByHand | undefined>;
  /** Ends what is kept for a unit that is gone. @param root - its folder, as in its launches */
  release?(root: string): Promise<void>;
  close(): Promise<void>;
}
