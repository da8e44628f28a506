import type { Base } from '../state/entities';

/** A relation endpoint that a charm declares. @public */
export interface CharmRelation {
  readonly name: string;
  readonly role: 'provider' | 'requirer' | 'peer';
  readonly interface: string;
  readonly optional: boolean;
  readonly limit: number;
  readonly scope: 'global' | 'container';
}

/** A kind of storage that a charm declares; sizes in MiB. @public */
export interface CharmStorage {
  readonly name: string;
  readonly description: string;
  readonly type: 'block' | 'filesystem';
  readonly shared: boolean;
  readonly readOnly: boolean;
  readonly countMin: number;
  /** -1 for no limit. */
  readonly countMax: number;
  readonly minimumSize: number;
  readonly location: string;
  readonly properties: readonly string[];
}

/** A device that a charm declares. @public */
export interface CharmDevice {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly countMin: number;
  readonly countMax: number;
}

/** A resource that a charm declares. @public */
export interface CharmResource {
  readonly name: string;
  readonly type: 'file' | 'oci-image';
  readonly path: string;
  readonly description: string;
}

/** A workload container of a Kubernetes charm. @public */
export interface CharmContainer {
  readonly resource: string;
  readonly mounts: readonly { readonly storage: string; readonly location: string }[];
  readonly uid?: number;
  readonly gid?: number;
}

/** `metadata.yaml`. @public */
export interface CharmMeta {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly subordinate: boolean;
  readonly provides: ReadonlyMap<string, CharmRelation>;
  readonly requires: ReadonlyMap<string, CharmRelation>;
  readonly peers: ReadonlyMap<string, CharmRelation>;
  readonly extraBindings: readonly string[];
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly series: readonly string[];
  readonly storage: ReadonlyMap<string, CharmStorage>;
  readonly devices: ReadonlyMap<string, CharmDevice>;
  readonly resources: ReadonlyMap<string, CharmResource>;
  readonly containers: ReadonlyMap<string, CharmContainer>;
  readonly terms: readonly string[];
  readonly minJujuVersion: string;
  /** As written; Juju checks it against what the model offers. */
  readonly assumes: readonly unknown[];
  readonly charmUser: string;
}

/** An option of `config.yaml`. @public */
export interface CharmOption {
  readonly name: string;
  readonly type: 'string' | 'int' | 'float' | 'boolean' | 'secret';
  readonly description: string;
  readonly default: string | number | boolean | undefined;
}

/** An action of `actions.yaml`; `params` is its JSON schema as Juju makes it. @public */
export interface CharmAction {
  readonly name: string;
  readonly description: string;
  readonly parallel: boolean;
  readonly executionGroup: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A base that a charm was built for. @public */
export interface CharmBase extends Base {
  readonly architectures: readonly string[];
}

/** What a charm's files say. @public */
export interface CharmContents {
  readonly meta: CharmMeta;
  readonly config: ReadonlyMap<string, CharmOption>;
  readonly actions: ReadonlyMap<string, CharmAction>;
  readonly manifest: { readonly bases: readonly CharmBase[] };
  readonly lxdProfile:
    | {
        readonly config: Readonly<Record<string, string>>;
        readonly description: string;
        readonly devices: Readonly<Record<string, Readonly<Record<string, string>>>>;
      }
    | undefined;
  /** The `version` file, `''` without one. */
  readonly version: string;
  /** The `revision` file, 0 without one. */
  readonly revision: number;
  /** Whether the archive has `dispatch` or `hooks/*`, as Juju's own client asks of it. */
  readonly runnable: boolean;
  /** Paths of the files in it. */
  readonly files: readonly string[];
}

/** A charm as a model has it. @public */
export interface Charm extends CharmContents {
  /** `local:web-0`, `ch:amd64/web-12`. */
  readonly url: string;
  readonly name: string;
  readonly revision: number;
  /** `undefined` for a charm that was never uploaded, such as one read from a directory. */
  readonly archive: Buffer | undefined;
  /** Of the archive, in hexadecimal; `''` without one. */
  readonly sha256: string;
}
