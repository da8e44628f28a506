import type { HookContext } from '../../engine/hook-context';
import type { JujuSeries } from '../../state/profile';

/** On whose behalf a tool runs, and what only the agent knows. @internal */
export interface ToolSubject {
  readonly context: HookContext;
  readonly series: JujuSeries;
  readonly files: ToolFiles;
  /** Where the file of a resource is, brought there if need be. */
  resourcePath(name: string): Promise<string>;
  /** Where the charm finds a storage that the model has at a place. */
  storageLocation(id: string, location: string): string;
}

/**
 * The files that a charm means: those of its own view of the machine, which a jail makes another than ours. Absolute paths.
 *
 * @internal
 */
export interface ToolFiles {
  read(path: string): Promise<Buffer>;
  write(path: string, content: Buffer): Promise<void>;
}
