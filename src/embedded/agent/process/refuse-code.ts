import type { Charm } from '../../charm/charm';
import type { ScriptedAgents } from '../scripted/scripted-agent';
import type { AgentClock, AgentProvider, UnitAgent } from '../unit-agent';
import { JujuError } from '../../../errors';
import { nearestName } from '../../../nearest-name';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';

/**
 * Scripted agents that refuse a local charm with code and without a script: nobody has said what shall become of its code,
 * and a charm that silently does nothing would make a suite wait for what never comes.
 *
 * @internal
 */
export class UndecidedAgents implements AgentProvider {
  readonly #scripts: ScriptedAgents;

  constructor(scripts: ScriptedAgents) {
    this.#scripts = scripts;
  }

  checkCharm(charm: Pick<Charm, 'actions' | 'files' | 'meta' | 'name'>, schema: 'local' | 'ch'): void {
    const { name, files } = charm;
    if (schema === 'local' && this.#scripts.get(name) === undefined && files.some(isCode)) {
      const meant = nearestName(name, this.#scripts.names);
      throw new JujuError(
        `charm "${name}" has code, and it is not said what shall become of it. To execute it on this machine: ` +
          `embedded: { execute: true }. To stand for it: embedded: { charms: { "${name}": … } }, a script. ` +
          'To let charms without a script do nothing: embedded: { execute: false }' +
          (meant === undefined ? '' : `. There is a script for "${meant}": is one of the names misspelt?`),
        { code: 'not valid' },
      );
    }
    this.#scripts.checkCharm(charm);
  }

  agentFor(model: Model, unit: Unit, clock: AgentClock): UnitAgent {
    return this.#scripts.agentFor(model, unit, clock);
  }
}

function isCode(path: string): boolean {
  return path === 'dispatch' || path === 'src/charm.py' || /^(?:hooks|actions)\//.test(path);
}
