import type { GroupIdentity } from '../../process-groups';
import type { ProcessIdentity } from '../../process-life';

/**
 * What a process of a run notes: one JSON object to a line. Never a secret: a model's controller is named by its
 * `JUJU_DATA` folder and name, and whoever destroys the model later reads the credentials there.
 *
 * @internal
 */
export type LedgerEntry =
  | ProcessEntry
  | ModelIntended
  | { readonly type: 'asked'; readonly id: string }
  | { readonly type: 'created'; readonly id: string; readonly uuid: string; readonly fullName: string }
  | ({ readonly id: string; readonly by: 'test file' | 'reaper' } & ModelOutcome)
  | CloudEntry
  | FolderMade
  | FileFailed
  | CharmsExecuted
  | ({ readonly type: 'reaper' } & ProcessIdentity)
  /** The process has heard that it is to end: it clears away by itself. */
  | { readonly type: 'interrupted'; readonly by: string }
  | { readonly type: 'progress'; readonly testPath: string; readonly line: string }
  /** A process group that goes with the process. */
  | ({ readonly type: 'group' } & GroupIdentity)
  | { readonly type: 'group ended'; readonly pid: number }
  | { readonly type: 'evidence'; readonly testPath: string; readonly test: string; readonly folder: string }
  | { readonly type: 'skipped'; readonly testPath: string; readonly test: string; readonly reason: string };

/** What became of a model in the end. */
export type ModelOutcome =
  | { readonly type: 'destroyed' }
  | { readonly type: 'kept'; readonly why: string }
  | { readonly type: 'failed'; readonly message: string };

/** What is told of a cloud, in the order of its life. */
export type CloudEntry =
  | CloudIntended
  | { readonly type: 'cloud asked'; readonly cloudId: string }
  | { readonly type: 'cloud added'; readonly cloudId: string }
  | ({ readonly cloudId: string; readonly by: 'test file' | 'reaper' } & CloudOutcome);

/** What became of a cloud in the end. */
export type CloudOutcome =
  | { readonly type: 'cloud removed' }
  | { readonly type: 'cloud kept'; readonly why: string }
  | { readonly type: 'cloud failed'; readonly message: string };

/** A cloud that is about to be added to a controller. */
export interface CloudIntended {
  readonly type: 'cloud intended';
  readonly cloudId: string;
  readonly at: string;
  readonly testPath: string;
  readonly controllerName: string;
  readonly jujuData: string;
  readonly cloudName: string;
  /** As with models. */
  readonly embedded: boolean;
}

/** The process that writes the ledger; always the first line. */
export interface ProcessEntry extends ProcessIdentity {
  readonly type: 'process';
}

/** A folder that goes with its process. */
export interface FolderMade {
  readonly type: 'folder';
  readonly path: string;
  /** The test file that it was made for, where a failure of that one keeps it. */
  readonly testPath?: string;
}

/** Whether something has failed in a test file. */
export interface FileFailed {
  readonly type: 'file failed';
  readonly testPath: string;
  /** Not any more, once what failed is tried again. */
  readonly failed: boolean;
}

/** A folder that charms are executed in. */
export interface CharmsExecuted {
  readonly type: 'charms';
  readonly path: string;
  /** The user wants to look into it: only the processes go. */
  readonly kept: boolean;
}

/** A model that is about to be made. */
export interface ModelIntended {
  readonly type: 'intended';
  readonly id: string;
  readonly at: string;
  readonly testPath: string;
  readonly controllerName: string;
  readonly jujuData: string;
  readonly modelName: string;
  readonly owner?: string;
  readonly destroyStorage: boolean;
  /** It is another one than the file's own, to run the file on. */
  readonly isSecond?: boolean;
  /** Its controller lives in the process of the test file, and dies with it. */
  readonly embedded: boolean;
}
