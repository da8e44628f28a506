import type { Charm } from '../../charm/charm';
import type { HookContext } from '../../engine/hook-context';
import { untilAborted } from '../../engine/until-aborted';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import type { ScriptedAgents } from '../scripted/scripted-agent';
import type { AgentClock, AgentProvider, HookOperation, HookOutcome, UnitAgent } from '../unit-agent';
import { ProcessAgent } from './process-agent';
import { ProcessSite, type ProcessSiteSeed } from './process-site';

/**
 * Executes charms: those that have a script by their script, all others in processes.
 *
 * @internal
 */
export class ProcessAgents implements AgentProvider {
  readonly #scripts: ScriptedAgents;
  readonly #seed: ProcessSiteSeed;
  readonly #agents = new Set<UnitExecution>();
  #site: ProcessSite | undefined;

  constructor(scripts: ScriptedAgents, seed: ProcessSiteSeed) {
    this.#scripts = scripts;
    this.#seed = seed;
  }

  /** The folder that charms run in, once one has run. */
  get folder(): string | undefined {
    return this.#site?.folder;
  }

  /** Why a charm sets no status, where it is for want of code. */
  whyUnknown(charm: string): string | undefined {
    return this.#scripts.get(charm) === undefined ? this.#site?.codeless.why(charm) : undefined;
  }

  checkCharm(charm: Pick<Charm, 'actions' | 'files' | 'meta' | 'name'>): void {
    this.#scripts.checkCharm(charm);
  }

  async checkArchive(name: string, archive: Buffer): Promise<void> {
    if (this.#scripts.get(name) === undefined) await this.#seed.pythons.check(name, archive);
  }

  agentFor(model: Model, unit: Unit, clock: AgentClock): UnitAgent {
    const agent: UnitExecution = new UnitExecution({
      scripted: this.#scripts.agentFor(model, unit, clock),
      isScripted: (name) => this.#scripts.get(name) !== undefined,
      makeProcesses: () => this.#processes(model, unit),
      ...{ model, unit },
      closed: () => this.#agents.delete(agent),
    });
    this.#agents.add(agent);
    return agent;
  }

  /** Ends all that runs, and takes the folders away. */
  async close(): Promise<void> {
    const closing = [...this.#agents].map((agent) => agent.close());
    await Promise.allSettled(closing);
    await this.#site?.close();
    await Promise.all(closing);
  }

  async #processes(model: Model, unit: Unit): Promise<ProcessAgent> {
    // Not before a charm is run: most controllers run none.
    this.#site ??= new ProcessSite(this.#seed);
    await this.#site.ready;
    return new ProcessAgent(this.#site, { model, unit, root: await this.#site.makeUnitFolder() });
  }
}

interface UnitExecutionParts {
  readonly scripted: UnitAgent;
  readonly model: Model;
  readonly unit: Unit;
  readonly isScripted: (charm: string) => boolean;
  readonly makeProcesses: () => Promise<ProcessAgent>;
  readonly closed: () => void;
}

/** The agent of a unit whose charm may have a script, or get one meanwhile. */
class UnitExecution implements UnitAgent {
  readonly endsWhenAborted = true;
  readonly #parts: UnitExecutionParts;
  #processes: Promise<ProcessAgent> | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: UnitExecutionParts) {
    this.#parts = parts;
  }

  run(
    operation: HookOperation,
    context: HookContext,
    signal: AbortSignal,
  ): HookOutcome | Promise<HookOutcome> {
    const { model, unit, scripted, isScripted } = this.#parts;
    const charm = model.charms.get(unit.charmUrl) ?? unit.application.charm;
    if (isScripted(charm.name)) return untilAborted(scripted.run(operation, context, signal), signal);
    return this.#execute(operation, context, signal);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #execute(operation: HookOperation, context: HookContext, signal: AbortSignal): Promise<HookOutcome> {
    this.#processes ??= this.#parts.makeProcesses();
    return await (await this.#processes).run(operation, context, signal);
  }

  async #close(): Promise<void> {
    await this.#parts.scripted.close();
    const processes = await this.#processes?.catch(() => undefined);
    await processes?.close();
    this.#parts.closed();
  }
}
