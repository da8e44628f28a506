import { parseSecretUri } from '../state/secret-ids';
import type { Action } from '../state/action-entities';
import type { Application, ConfigValue, Unit } from '../state/entities';
import type { HookInfo } from './hook-info';
import type { LogLevel } from '../state/debug-log';
import type { Model } from '../state/model';
import type { HookSubject } from './hook-context/hook-subject';
import { effectiveConfig } from '../state/application-config';
import { networkInfo, type NetworkInfo, unitNetwork } from '../state/unit-network';
import { goalState, type GoalState } from './hook-context/goal-state';
import { cloudSpecOf, type CloudSpec } from '../state/cloud-spec';
import { HookAction } from './hook-context/hook-action';
import { HookLeadership } from './hook-context/hook-leadership';
import { HookPayloads } from './hook-context/hook-payloads';
import { HookPorts } from './hook-context/hook-ports';
import { HookRelations } from './hook-context/hook-relations';
import { HookResources } from './hook-context/hook-resources';
import { HookSecrets } from './hook-context/hook-secrets';
import { HookState } from './hook-context/hook-state';
import { HookStatus } from './hook-context/hook-status';
import { HookStorage } from './hook-context/hook-storage';
import { Transaction } from './hook-context/transaction';
import { unauthorized } from '../api-error';
import { writeLog } from './write-log';

/** What a hook context is made for. @internal */
export interface HookContextSeed {
  readonly model: Model;
  readonly unit: Unit;
  /** Juju's name of the hook or action. */
  readonly name: string;
  readonly hook?: HookInfo;
  readonly action?: Action;
}

/**
 * What Juju's hook tools see and say, whoever runs the charm. Relation settings, secrets, ports, state and storage are
 * written when the hook has succeeded, statuses, versions and log lines at once; a hook reads back what it wrote.
 *
 * @public
 */
export class HookContext {
  readonly model: { readonly name: string; readonly uuid: string; readonly type: 'iaas' | 'caas' };
  readonly unit: string;
  readonly application: string;
  /** `''` on Kubernetes. */
  readonly machine: string;
  /** A subordinate's principal, `''` for a principal. */
  readonly principal: string;
  /** Juju's name of the hook or action. */
  readonly name: string;
  /** `undefined` in an action. */
  readonly hook: HookInfo | undefined;
  /** `undefined` in a hook. */
  readonly action: HookAction | undefined;
  readonly status: HookStatus;
  readonly relations: HookRelations;
  readonly secrets: HookSecrets;
  readonly ports: HookPorts;
  readonly state: HookState;
  readonly storage: HookStorage;
  readonly resources: HookResources;
  readonly leadership: HookLeadership;
  readonly payloads: HookPayloads;
  #config: Readonly<Record<string, ConfigValue>> | undefined;
  readonly #subject: HookSubject;

  /** @internal */
  constructor(seed: HookContextSeed) {
    const { model, unit, name, hook, action } = seed;
    this.#subject = { model, unit, hook, name, transaction: new Transaction(describe(seed)) };
    this.model = { name: model.name, uuid: model.uuid, type: model.type };
    this.unit = unit.name;
    this.application = unit.application.name;
    this.machine = unit.machine?.id ?? '';
    this.principal = unit.principal?.name ?? '';
    this.name = name;
    this.hook = hook;
    this.action = action === undefined ? undefined : new HookAction(this.#subject, action);
    this.status = new HookStatus(this.#subject);
    this.relations = new HookRelations(this.#subject);
    this.secrets = new HookSecrets(this.#subject);
    this.ports = new HookPorts(this.#subject);
    this.state = new HookState(this.#subject);
    this.storage = new HookStorage(this.#subject);
    this.resources = new HookResources(this.#subject);
    this.leadership = new HookLeadership(this.#subject);
    this.payloads = new HookPayloads(this.#subject);
  }

  /** The charm's config: what was set, and the defaults; as it was when the hook first asked. */
  get config(): Readonly<Record<string, ConfigValue>> {
    this.#subject.transaction.check();
    this.#config ??= effectiveConfig(this.#application);
    return this.#config;
  }

  /** Options that are not set and have no default. */
  get unsetConfig(): readonly string[] {
    const set = this.config;
    return [...this.#application.charm.config.keys()].filter((name) => set[name] === undefined);
  }

  get isLeader(): boolean {
    this.#subject.transaction.check();
    return this.#subject.unit.leader;
  }

  /** The label of the secret that the hook is about: the unit's own for it, or, where it has none, the owner's. */
  get secretLabel(): string {
    const { kind, secretUri = '', secretLabel = '' } = this.hook ?? {};
    if (secretLabel !== '' || kind === 'secret-changed') return secretLabel;
    return this.#subject.model.secrets.get(parseSecretUri(secretUri))?.label ?? '';
  }

  /** How many units of the application are there or wanted, those that go left out. */
  get plannedUnits(): number {
    this.#subject.transaction.check();
    return [...this.#application.units.values()].filter(({ life }) => life === 'alive').length;
  }

  /** The unit's addresses, as `network-get` gives them for every endpoint. */
  get network(): {
    readonly bindAddress: string;
    readonly ingressAddress: string;
    readonly egressSubnets: string[];
  } {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    const { egressSubnets, ...addresses } = unitNetwork(model, unit);
    return { ...addresses, egressSubnets: [...egressSubnets] };
  }

  /** `network-get`: `undefined` for a name that is no binding of the charm. @internal */
  networkInfo(binding: string): NetworkInfo | undefined {
    this.#subject.transaction.check();
    return networkInfo(this.#subject.model, this.#subject.unit, binding);
  }

  /** `goal-state`. @internal */
  get goalState(): GoalState {
    this.#subject.transaction.check();
    return goalState(this.#subject.model, this.#subject.unit);
  }

  /** Where others reach the unit, `''` while nobody knows. */
  get publicAddress(): string {
    this.#subject.transaction.check();
    return this.#subject.unit.publicAddress;
  }

  /** The cloud that the model is on and how to log in to it, for an application that is trusted (`juju trust`). @internal */
  get cloudSpec(): CloudSpec {
    this.#subject.transaction.check();
    if (!this.#application.trust) throw unauthorized();
    return cloudSpecOf(this.#subject.model);
  }

  /** `application-version-set`: seen at once. */
  setWorkloadVersion(version: string): void {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    unit.workloadVersion = version;
    this.#application.workloadVersion = version;
    model.note('unit', unit.name, 'status');
    model.note('application', this.#application.name, 'status');
  }

  /** `juju-log`: a hook of a relation says which, as Juju's tool does. */
  log(message: string, level: LogLevel = 'INFO'): void {
    const { hook } = this.#subject;
    const endpoint =
      hook?.relationId === undefined
        ? ''
        : `${this.name.replace(/-relation-[a-z]+$/, '')}:${hook.relationId}: `;
    this.#writeLog(endpoint + message, level);
  }

  /** What the tool `juju-log` has to say itself. @internal */
  logWarning(message: string): void {
    this.#writeLog(message, 'WARNING');
  }

  #writeLog(message: string, level: LogLevel): void {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    writeLog(model, unit, { level, module: 'juju-log', location: 'server.go:405', message });
  }

  /** Keeps what the hook said. @internal */
  flush(): void {
    this.#subject.transaction.flush();
  }

  /** Makes the context void. @internal */
  end(): void {
    this.#subject.transaction.end();
  }

  get #application(): Application {
    return this.#subject.unit.application;
  }
}

function describe({ name, unit, action }: HookContextSeed): string {
  return action === undefined
    ? `the ${name} hook of ${unit.name}`
    : `the action ${name} (${action.id}) of ${unit.name}`;
}
