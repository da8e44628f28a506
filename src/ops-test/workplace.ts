import type { ClientStore } from '../juju/client-store';
import type { Controller } from '../model/controller/controller';
import type { ClusterAccess } from './kubernetes/cluster-access';
import type { OpsTestHost } from './ops-test-host';
import type { KeepModels } from './resolve-keep';
import type { TestSignal } from './test-signal';
import type { Attempt } from './undo-creation';

/** A cloud that the file has added: its name in the journal, and how its cluster is reached. @internal */
export interface OwnCloud {
  readonly id: string;
  readonly access: ClusterAccess;
}

/**
 * Where the models of a test file are made, and by which rules.
 *
 * @internal
 */
export interface Workplace {
  readonly controller: Controller;
  readonly controllerName: string;
  /** Who is logged in. */
  readonly user: string;
  /** The files of the juju client. */
  readonly store: ClientStore;
  /** The cloud of new models; the controller's own where it is `undefined`. */
  readonly cloud: string | undefined;
  readonly keepModels: KeepModels;
  readonly destroyStorage: boolean;
  readonly destroyTimeoutMs: number;
  readonly host: OpsTestHost;
  readonly signal: TestSignal;
  /** Creations that failed and could not be undone, or may take effect yet: the end looks once more. */
  readonly doubtful: Set<Attempt>;
  /** The clouds that the file has added, in that order, and how their clusters are reached. */
  readonly ownClouds: Map<string, OwnCloud>;
}

/** A model of the user's own, as the juju client takes it after `-m`. @internal */
export function fullNameOf({ controllerName }: Pick<Workplace, 'controllerName'>, name: string): string {
  return `${controllerName}:${name}`;
}
