import type { ConfigValue } from '../../state/entities';
import type { Duration } from '../../../duration';
import type { HookState } from '../../engine/hook-context/hook-state';
import type { LogLevel } from '../../state/debug-log';
import type { ScriptRelation } from './script-relation';
import type { ScriptSecrets } from './script-secrets';

/** A status that a charm can set. @public */
export type SettableStatus = 'maintenance' | 'blocked' | 'waiting' | 'active';

/**
 * What a handler sees and does: Juju's hook tools, with Juju's rules. It is void when the handler has ended.
 *
 * @public
 */
export interface ScriptContext {
  /** Name of the unit, such as `web/0`. */
  readonly unit: string;
  /** Name of the application. */
  readonly app: string;
  readonly model: { readonly name: string; readonly uuid: string; readonly type: 'iaas' | 'caas' };
  /** Id of the unit's machine, `''` on Kubernetes. */
  readonly machine: string;
  /** Name of a subordinate's principal, `''` for a principal. */
  readonly principal: string;
  /** Juju's name of the hook, `''` in an action. */
  readonly hook: string;
  /** The relation that the hook is about. */
  readonly relation: ScriptRelation | undefined;
  /** The remote unit that the hook is about; none where it is about the remote application. */
  readonly remoteUnit: string | undefined;
  readonly remoteApp: string | undefined;
  /** Who leaves, in `relation-departed`. */
  readonly departingUnit: string | undefined;
  /** The container that the hook is about. */
  readonly workload: string | undefined;
  /** The notice of the container's Pebble that the hook is about. */
  readonly notice: { readonly id: string; readonly type: string; readonly key: string } | undefined;
  /** The check of the container's Pebble that failed or recovered. */
  readonly check: string | undefined;
  /** The secret that the hook is about. */
  readonly secret: { readonly uri: string; readonly revision: number; readonly label: string } | undefined;
  /** The storage that the hook is about. */
  readonly storage:
    { readonly id: string; readonly kind: 'block' | 'filesystem'; readonly location: string } | undefined;
  /** The charm's config: what was set, and the defaults. */
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly isLeader: boolean;
  /** How many units of the application are there to stay. */
  readonly plannedUnits: number;
  /** The unit's address. It leads nowhere: workloads are not run. */
  readonly address: string;
  /** What the charm keeps with the controller, between hooks. */
  readonly state: HookState;
  readonly secrets: ScriptSecrets;
  /** The unit's status as the charm set it. */
  readonly status: { readonly status: string; readonly message: string };
  /** Aborted when the unit is forced away, the action is cancelled, or the controller ends. */
  readonly signal: AbortSignal;
  /** Sets the unit's status; seen at once. */
  setStatus(status: SettableStatus, message?: string): void;
  /** Sets the application's status, as its leader; seen at once. */
  setAppStatus(status: SettableStatus, message?: string): void;
  /** The relations of an endpoint. */
  relations(endpoint: string): ScriptRelation[];
  /** Writes to the debug log. Default level: INFO, the lowest that a model shows by default. */
  log(message: string, level?: LogLevel): void;
  setWorkloadVersion(version: string): void;
  /** Opens a port: `80`, `'80/tcp'`, `'8000-8100/udp'`, `'icmp'`. */
  openPort(port: number | string): void;
  closePort(port: number | string): void;
  /** Ids of the attached storage of a name. */
  storages(name: string): string[];
  /** What was uploaded as a resource of the charm; fails where nothing was, as `resource-get` does. */
  resource(name: string): Buffer;
  /** Waits in Juju's time, which passes faster than ours. */
  sleep(duration: Duration): Promise<void>;
}

/** What the handler of an action has beside that. @public */
export interface ActionContext extends ScriptContext {
  readonly action: { readonly id: string; readonly name: string };
  /** The parameters, with the defaults of the charm's schema. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Adds to the results, as what the handler returns does. */
  setResults(results: Readonly<Record<string, unknown>>): void;
  /** Tells who waits how far it is. */
  actionLog(message: string): void;
  /** Fails the action; the handler goes on. */
  fail(message?: string): void;
}
