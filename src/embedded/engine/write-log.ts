import type { LogLevel } from '../state/debug-log';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { logLevels } from '../state/debug-log';

/** A line of a unit's log. @internal */
export interface UnitLine {
  readonly level: LogLevel;
  /** Below `unit.web/0`, or a logger of the agent (`juju.worker.uniter`). */
  readonly module: string;
  readonly location: string;
  readonly message: string;
}

/**
 * Writes a line to the debug log, unless the model's `logging-config` keeps it out: with Juju's default that is what is
 * below INFO.
 *
 * @internal
 */
export function writeLog(model: Model, unit: Unit, line: UnitLine): void {
  const module = line.module.startsWith('juju.') ? line.module : `unit.${unit.name}.${line.module}`;
  if (logLevels.indexOf(line.level) < threshold(model.config.text('logging-config'), module)) return;
  model.log.append({ ...line, module, entity: `unit-${unit.name.replace('/', '-')}` });
}

const parsed = new Map<string, ReadonlyMap<string, number>>();

/** The level of the longest logger name that a module is below. */
function threshold(config: string, module: string): number {
  const levels = parse(config);
  for (let end = module.length; end > 0; end = module.lastIndexOf('.', end - 1)) {
    const level = levels.get(module.slice(0, end));
    if (level !== undefined) return level;
  }
  return levels.get('<root>') ?? logLevels.indexOf('WARNING');
}

function parse(config: string): ReadonlyMap<string, number> {
  const known = parsed.get(config);
  if (known !== undefined) return known;
  const levels = new Map<string, number>();
  for (const part of config.split(/[;\n]/)) {
    const [module = '', level = ''] = part.trim().split('=');
    const name = level.trim().toUpperCase() === 'WARN' ? 'WARNING' : level.trim().toUpperCase();
    const rank = (logLevels as readonly string[]).indexOf(name);
    if (module !== '' && rank >= 0) levels.set(module.trim().toLowerCase(), rank);
  }
  parsed.set(config, levels);
  return levels;
}
