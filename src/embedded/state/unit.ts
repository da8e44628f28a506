import type { Application, Life, Payload, PortRange, Unit } from './entities';
import type { Machine } from './machine-entities';
import type { LocalState } from '../engine/local-state';
import type { Model } from './model';
import type { PebbleNews } from './pebble-news';
import type { StatusView } from './status-record';
import { newLocalState } from '../engine/local-state';
import { StatusRecord } from './status-record';

/**
 * A unit and its two statuses. Juju keeps a failed hook in the agent's status and shows it in the workload's; so do we.
 *
 * @internal
 */
export class UnitEntity implements Unit {
  readonly name: string;
  readonly number: number;
  readonly application: Application;
  readonly principal: Unit | undefined;
  readonly subordinates = new Set<Unit>();
  readonly openedPorts: PortRange[] = [];
  readonly storage = new Set<string>();
  readonly state = new Map<string, string>();
  readonly payloads = new Map<string, Payload>();
  readonly pebbles = new Map<string, PebbleNews>();
  readonly #agent: StatusRecord;
  readonly #workload: StatusRecord;
  machine: Machine | undefined;
  life: Life = 'alive';
  workloadVersion = '';
  charmUrl: string;
  address = '';
  publicAddress = '';
  providerId = '';
  resolved: 'retry' | 'no-retry' | undefined;
  local: LocalState;
  agentLost = false;
  forcedAfterMs: number | undefined;

  constructor(model: Model, application: Application, number: number, principal?: Unit) {
    this.name = `${application.name}/${number}`;
    this.number = number;
    this.application = application;
    this.principal = principal;
    this.machine = principal?.machine;
    this.charmUrl = application.charm.url;
    this.local = newLocalState(application.charm.url, application.charmModifiedVersion);
    const changed = () => model.note('unit', this.name, 'status');
    this.#agent = new StatusRecord('allocating', '', changed);
    const waitsFor = model.type === 'caas' ? 'installing agent' : 'waiting for machine';
    this.#workload = new StatusRecord('waiting', waitsFor, changed);
  }

  get leader(): boolean {
    return this.application.leader === this.name;
  }

  get agent(): StatusView {
    const agent = this.#agent;
    if (this.agentLost && this.life === 'alive') {
      return {
        ...view(agent),
        status: 'lost',
        message: 'agent is not communicating with the server',
        data: {},
      };
    }
    if (agent.status !== 'error') return agent;
    return { ...view(agent), status: 'idle', message: '', data: {} };
  }

  get workload(): StatusView {
    if (this.#agent.status === 'error') return { ...view(this.#agent), history: this.#workload.history };
    if (!this.agentLost || this.life !== 'alive') return this.#workload;
    const message = `agent lost, see 'juju show-status-log ${this.name}'`;
    return { ...view(this.#workload), status: 'unknown', message, data: {} };
  }

  setAgentStatus(status: string, message?: string, data?: Readonly<Record<string, unknown>>): void {
    this.#agent.set(status, message, data);
  }

  setWorkloadStatus(status: string, message?: string, data?: Readonly<Record<string, unknown>>): void {
    this.#workload.set(status, message, data);
  }

  /** Whether a hook failed and waits. */
  get inError(): boolean {
    return this.#agent.status === 'error';
  }

  /** What the charm said last, also while a hook is in error. */
  get ownWorkload(): StatusView {
    return this.#workload;
  }
}

function view(record: StatusRecord): StatusView {
  const { status, message, data, since } = record;
  // The history is copied when it is read, not with every look at the status.
  return Object.defineProperty({ status, message, data, since } as StatusView, 'history', {
    get: () => record.history,
    enumerable: true,
  });
}
