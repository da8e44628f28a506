import type { AgentClock, AgentProvider, HookOperation, HookOutcome, UnitAgent } from '../unit-agent';
import type { Charm } from '../../charm/charm';
import type { CharmScript, ExecHandler, HookHandler } from './charm-script';
import type { HookContext } from '../../engine/hook-context';
import type { Model } from '../../state/model';
import type { ScriptContext } from './script-context';
import type { Unit } from '../../state/entities';
import { ActionFailedError } from '../unit-agent';
import { charm, didYouMean, scriptError } from './charm-script';
import { messageOf } from '../../../message-of';
import { hookNames } from '../../charm/hook-names';
import { makeActionContext, makeScriptContext } from './make-script-context';

/**
 * Charms in JavaScript, by the name of the charm. A charm without a script has no hooks: it installs, says nothing, and
 * ends with the workload `unknown`, as an empty charm does on Juju.
 *
 * @public
 */
export class ScriptedAgents implements AgentProvider {
  readonly #scripts = new Map<string, CharmScript>();

  constructor(scripts: Readonly<Record<string, CharmScript>> = {}) {
    for (const [name, script] of Object.entries(scripts)) this.set(name, script);
  }

  /** Registers the script of a charm, or replaces it: the next hook of its units runs by it. */
  set(charmName: string, script: CharmScript): void {
    try {
      this.#scripts.set(charmName, charm(script));
    } catch (error) {
      throw scriptError(`The script of charm "${charmName}" is wrong: ${messageOf(error)}`);
    }
  }

  /** The names of the charms that have one. @internal */
  get names(): readonly string[] {
    return [...this.#scripts.keys()];
  }

  /** The script of a charm, if it has one. */
  get(charmName: string): CharmScript | undefined {
    return this.#scripts.get(charmName);
  }

  checkCharm(charm: Pick<Charm, 'actions' | 'meta' | 'name'>): void {
    checkScript(this.#scripts.get(charm.name) ?? {}, charm);
  }

  agentFor(model: Model, unit: Unit, clock: AgentClock): UnitAgent {
    return new ScriptedAgent(this, model, unit, clock);
  }
}

/**
 * Checks a script against its charm: hooks of endpoints, stores and containers, and actions, that the charm does not have.
 *
 * @throws JujuError that names the first such one, and the nearest right name
 * @internal
 */
function checkScript(
  script: CharmScript,
  { name, meta, actions }: Pick<Charm, 'actions' | 'meta' | 'name'>,
): void {
  const scripted = Object.keys(script.on ?? {});
  const hooks = scripted.length === 0 ? [] : hookNames(meta);
  for (const hook of scripted) {
    if (!hooks.includes(hook))
      throw scriptError(`charm "${name}" has no hook "${hook}"${didYouMean(hook, hooks)}`);
  }
  const known = [...actions.keys()];
  for (const action of Object.keys(script.actions ?? {})) {
    if (!known.includes(action)) {
      throw scriptError(`charm "${name}" declares no action "${action}"${didYouMean(action, known)}`);
    }
  }
}

class ScriptedAgent implements UnitAgent {
  readonly #scripts: ScriptedAgents;
  readonly #model: Model;
  readonly #unit: Unit;
  readonly #clock: AgentClock;
  #checked: { readonly script: CharmScript; readonly charm: Charm } | undefined;

  constructor(scripts: ScriptedAgents, model: Model, unit: Unit, clock: AgentClock) {
    this.#scripts = scripts;
    this.#model = model;
    this.#unit = unit;
    this.#clock = clock;
  }

  run(
    operation: HookOperation,
    context: HookContext,
    signal: AbortSignal,
  ): HookOutcome | Promise<HookOutcome> {
    const script = this.#script();
    if (operation.kind === 'exec') return this.#exec(script.exec, operation.commands, context, signal);
    if (operation.kind === 'action') return this.#act(script, operation.name, context, signal);
    const handler = script.on?.[operation.name];
    // Most hooks of most charms: answered without a promise, which a thousand units would feel.
    if (handler === undefined) return { found: false };
    return this.#hook(handler, makeScriptContext(context, this.#clock, signal));
  }

  async close(): Promise<void> {
    // Handlers are told by their signal; there is nothing else to end.
  }

  async #hook(handler: HookHandler, context: ScriptContext): Promise<HookOutcome> {
    await handler(context);
    return { found: true };
  }

  async #act(
    script: CharmScript,
    name: string,
    context: HookContext,
    signal: AbortSignal,
  ): Promise<HookOutcome> {
    const handler = script.actions?.[name];
    const { action } = context;
    if (handler === undefined || action === undefined) return { found: false };
    const results = await handler(makeActionContext(context, action, this.#clock, signal));
    if (results !== undefined) action.setResults(results);
    action.setOutput({ code: 0 });
    return { found: true };
  }

  async #exec(
    handler: ExecHandler | undefined,
    commands: string,
    context: HookContext,
    signal: AbortSignal,
  ): Promise<HookOutcome> {
    const { action } = context;
    if (handler === undefined || action === undefined) {
      throw new ActionFailedError(
        `nothing answers "${commands}" on ${context.unit}: the script of charm "${this.#charm.name}" has no exec handler. ` +
          'Add `exec(command, ctx) { … }` to it',
        { code: 'not implemented' },
      );
    }
    const result = await handler(commands, makeActionContext(context, action, this.#clock, signal));
    action.setOutput(typeof result === 'string' ? { code: 0, stdout: result } : { code: 0, ...result });
    return { found: true };
  }

  /** The charm that the unit runs now. */
  get #charm(): Charm {
    return this.#model.charms.get(this.#unit.charmUrl) ?? this.#unit.application.charm;
  }

  /** The script of the charm, checked once for each of both. */
  #script(): CharmScript {
    const running = this.#charm;
    const script = this.#scripts.get(running.name) ?? {};
    if (this.#checked?.script !== script || this.#checked.charm !== running) {
      checkScript(script, running);
      this.#checked = { script, charm: running };
    }
    return script;
  }
}
