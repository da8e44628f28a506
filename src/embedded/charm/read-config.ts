import type { CharmOption } from './charm';
import type { YamlMap } from './yaml-map';
import { coerceOption } from './option-value';

const types = ['string', 'int', 'float', 'boolean', 'secret'];

/**
 * The options of `config.yaml`, or under `config` of `charmcraft.yaml`.
 *
 * @internal
 */
export function readConfig(config: YamlMap): Map<string, CharmOption> {
  if (!('options' in config.raw)) {
    throw config.problem(
      'invalid config: empty configuration',
      'List the options under "options", or take the file away.',
    );
  }
  const options = new Map<string, CharmOption>();
  if (config.raw['options'] === null) return options;
  const declared = config.map('options');
  for (const name of declared.keys) options.set(name, readOption(declared.map(name), name));
  return options;
}

function readOption(option: YamlMap, name: string): CharmOption {
  // Juju takes an option without a type for a string.
  const type = option.string('type', 'string');
  if (!types.includes(type)) {
    throw option.problem(
      `invalid config: option "${name}" has unknown type "${type}"`,
      `Choose one of ${types.join(', ')}.`,
    );
  }
  const declared = {
    name,
    type: type as CharmOption['type'],
    description: option.string('description', ''),
    default: undefined,
  };
  const value = option.raw['default'];
  if (value === undefined || value === null) return declared;
  const coerced = coerceOption(declared, value);
  if (coerced === undefined) {
    throw option.problem(
      `invalid config default: option "${name}" expected ${type}, got ${JSON.stringify(value)}`,
      type === 'string' ? 'Put the default in quotes.' : 'Give a default of that type, or none.',
    );
  }
  return { ...declared, default: coerced };
}
