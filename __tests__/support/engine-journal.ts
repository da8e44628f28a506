import type {
  AgentProvider,
  HookOperation,
  HookOutcome,
  UnitAgent,
} from '../../src/embedded/agent/unit-agent';
import type { HookContext } from '../../src/embedded/engine/hook-context';
import type { HookInfo } from '../../src/embedded/engine/hook-info';
import type { Model } from '../../src/embedded/state/model';
import type { Unit } from '../../src/embedded/state/entities';

/** One thing that a charm ran. */
export interface JournalEntry {
  readonly unit: string;
  /** The unit that had the name: on Kubernetes a name comes again. */
  readonly of: Unit;
  /** Juju's name of the hook, or the action's. */
  readonly name: string;
  /** `undefined` for an action. */
  readonly info: HookInfo | undefined;
  /** How it ended; `running` while it has not. */
  readonly outcome: 'running' | 'done' | 'failed' | 'aborted';
}

/**
 * Writes down what the agents of another provider run, whatever they are: how an entry begins and ends is the engine's
 * side of it, which no charm can get wrong.
 */
export class JournalAgents implements AgentProvider {
  readonly entries: JournalEntry[] = [];
  /** What nobody may see: two hooks at once where one is allowed. */
  readonly clashes: string[] = [];
  /** `<unit or application> <hook>` → how often it is still to fail, at its end, when all is said. */
  readonly failures = new Map<string, number>();
  readonly #agents: AgentProvider;
  readonly #busy = new Map<string, string>();
  #open = 0;

  readonly #ended: (entry: JournalEntry) => void;

  /** @param ended - called when something has run, before the engine hears of it */
  constructor(agents: AgentProvider, ended: (entry: JournalEntry) => void = () => undefined) {
    this.#agents = agents;
    this.#ended = ended;
  }

  /** How many agents have not been closed. */
  get open(): number {
    return this.#open;
  }

  /** Whether something runs now. */
  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  checkCharm: NonNullable<AgentProvider['checkCharm']> = (charm, schema) =>
    this.#agents.checkCharm?.(charm, schema);

  agentFor(model: Model, unit: Unit, clock: Parameters<AgentProvider['agentFor']>[2]): UnitAgent {
    const agent = this.#agents.agentFor(model, unit, clock);
    this.#open += 1;
    return {
      ...(agent.endsWhenAborted === true && { endsWhenAborted: true }),
      run: (operation, context, signal) => this.#run(agent, unit, operation, context, signal),
      close: () => {
        this.#open -= 1;
        return agent.close();
      },
    };
  }

  /** What a unit ran, as Juju's own tests of its uniter write it: `db-relation-joined mysql/0 db:0`. */
  of(unit: string, isMeant: (entry: JournalEntry) => boolean = () => true): string[] {
    return this.entries.filter((entry) => entry.unit === unit && isMeant(entry)).map(inWords);
  }

  #failIfTold(unit: Unit, name: string): void {
    for (const who of [unit.name, unit.application.name]) {
      const key = `${who} ${name}`;
      const left = this.failures.get(key) ?? 0;
      if (left === 0) continue;
      this.failures.set(key, left - 1);
      throw new ToldToFail(`${key} was told to fail`);
    }
  }

  async #run(
    agent: UnitAgent,
    unit: Unit,
    operation: HookOperation,
    context: HookContext,
    signal: AbortSignal,
  ): Promise<HookOutcome> {
    const index = this.entries.length;
    const name = operation.kind === 'exec' ? 'juju-run' : operation.name;
    const info = operation.kind === 'hook' ? operation.info : undefined;
    const entry = { unit: unit.name, of: unit, name, info };
    this.entries.push({ ...entry, outcome: 'running' });
    const end = (outcome: JournalEntry['outcome']) => {
      const ended = { ...entry, outcome };
      this.entries[index] = ended;
      this.#ended(ended);
    };
    const place = unit.machine === undefined ? unit.name : `machine ${unit.machine.id}`;
    const other = this.#busy.get(place);
    if (other !== undefined) this.clashes.push(`${unit.name} ${name} while ${other} on ${place}`);
    this.#busy.set(place, `${unit.name} ${name}`);
    try {
      const outcome = await agent.run(operation, context, signal);
      this.#failIfTold(unit, name);
      end(signal.aborted ? 'aborted' : 'done');
      return outcome;
    } catch (error) {
      end(signal.aborted ? 'aborted' : 'failed');
      throw error;
    } finally {
      this.#busy.delete(place);
    }
  }
}

/** What a hook throws that was told to. */
export class ToldToFail extends Error {}

function inWords({ name, info, outcome }: JournalEntry): string {
  const { relationId, remoteUnit, remoteApplication, kind } = info ?? {};
  const remote = remoteUnit === undefined || remoteUnit === '' ? '' : ` ${remoteUnit}`;
  const application =
    remote === '' && kind === 'relation-changed' && remoteApplication !== undefined
      ? ` ${remoteApplication}`
      : '';
  const endpoint = name.replace(/-relation-[a-z]+$/, '');
  const relation = relationId === undefined ? '' : ` ${endpoint}:${String(relationId)}`;
  return `${outcome === 'failed' ? 'fail-' : ''}${name}${remote}${application}${relation}`;
}
