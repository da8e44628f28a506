/** What is known of a charm: where its sources are. @public */
export interface CharmSource {
  /** The folder of its sources: a charm of that name is executed from them, whatever archive is deployed. */
  readonly source: string;
}

/** Answers a host command that charm code calls. @public */
export interface HostCommandCall {
  /** Name of the command, such as `apt-get`. */
  readonly command: string;
  readonly args: readonly string[];
  /** The unit whose charm calls it. */
  readonly unit: string;
  /** The hook or action that calls it. */
  readonly hook: string;
}

/** What a host command does: how it ends, or what it prints. @public */
export type HostCommandHandler = (
  call: HostCommandCall,
) =>
  | { readonly code?: number; readonly stdout?: string; readonly stderr?: string }
  | string
  | Promise<{ readonly code?: number; readonly stdout?: string; readonly stderr?: string } | string>;

/** How charms are executed. @public */
export interface ExecuteOptions {
  /**
   * Execute the code of charms that have no script, in processes of this machine.
   *
   * @default false
   */
  readonly execute?: boolean;
  /**
   * How many processes of charms run at a time.
   *
   * @default the number of cores
   */
  readonly concurrency?: number;
  /** The Python interpreter of charms. Default: found for each charm. */
  readonly python?: string;
  /**
   * How Python charms start: each hook with an interpreter of its own, or forked from one that has imported `ops`.
   *
   * @default 'auto'
   */
  readonly pythonStart?: 'auto' | 'cold' | 'fork';
  /**
   * What keeps charm code off this machine: a jail of namespaces, guards in `PATH`, nothing.
   *
   * @default 'auto'
   */
  readonly isolation?: 'auto' | 'jail' | 'guard' | 'none';
  /**
   * What becomes of host commands (`apt`, `snap`, `systemctl` …): refused, recorded, or answered one by one.
   *
   * @default 'refuse'
   */
  readonly hostCommands?: 'refuse' | 'record' | Readonly<Record<string, 'ok' | HostCommandHandler>>;
  /**
   * Keep the folders of units, and print how each failed hook is run again by hand.
   *
   * @default false
   */
  readonly debugHooks?: boolean;
}
