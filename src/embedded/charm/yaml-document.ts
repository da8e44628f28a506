import * as yaml from 'js-yaml';
import { CharmError } from './charm-error';
import { YamlMap } from './yaml-map';

/** Juju reads YAML 1.1, where all these are booleans; js-yaml reads 1.2, where most are words. */
const words = new Map([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE'].map(
    (word) => [word, false] as const,
  ),
]);

const schema = yaml.CORE_SCHEMA.extend({
  implicit: [
    new yaml.Type('tag:yaml.org,2002:bool', {
      kind: 'scalar',
      resolve: (text: unknown) => typeof text === 'string' && words.has(text),
      construct: (text: string) => words.get(text),
    }),
  ],
});

/**
 * The map that a YAML file of a charm holds.
 *
 * @throws CharmError when it is not YAML, or no map, with the line
 * @internal
 */
export function readYamlMap(file: string, text: string, prefix = ''): YamlMap {
  const value = load(file, text);
  if (value === undefined || value === null) return new YamlMap(file, prefix, '', {});
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new CharmError(
      file,
      `expected a map, got a ${Array.isArray(value) ? 'list' : typeof value}`,
      'Write `key: value` lines.',
    );
  }
  return new YamlMap(file, prefix, '', value as Record<string, unknown>);
}

function load(file: string, text: string): unknown {
  try {
    return yaml.load(text, { schema, filename: file });
  } catch (cause) {
    if (!(cause instanceof yaml.YAMLException)) throw cause;
    const line = (cause.mark as yaml.Mark | undefined)?.line;
    const error = new CharmError(
      file,
      `yaml: ${line === undefined ? '' : `line ${line + 1}: `}${cause.reason}`,
      'Correct the YAML.',
    );
    error.cause = cause;
    throw error;
  }
}
