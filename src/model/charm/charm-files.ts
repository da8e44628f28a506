import { load } from 'js-yaml';
import { isRecord } from '../../is-record';
import { messageOf } from '../../message-of';
import { CharmError } from '../errors';

/** The files that say what a charm is, as text, by name; what a charm does not have is absent. @internal */
export type CharmFiles = Readonly<Partial<Record<CharmFileName, string>>>;

/** @internal */
export type CharmFileName =
  'metadata.yaml' | 'manifest.yaml' | 'charmcraft.yaml' | 'config.yaml' | 'actions.yaml';

/** @internal */
export const charmFileNames: readonly CharmFileName[] = [
  'metadata.yaml',
  'manifest.yaml',
  'charmcraft.yaml',
  'config.yaml',
  'actions.yaml',
];

/** A mapping of a YAML file. @internal */
export type YamlMapping = Readonly<Record<string, unknown>>;

/**
 * One of the files as a mapping.
 *
 * @returns an empty mapping where the charm has no such file, or an empty one
 * @throws CharmError where it is not YAML, or not a mapping
 * @internal
 */
export function charmYaml(files: CharmFiles, name: CharmFileName, path: string): YamlMapping {
  const text = files[name];
  if (text === undefined) return {};
  let content: unknown;
  try {
    content = load(text);
  } catch (cause) {
    const words = messageOf(cause);
    throw new CharmError(`${name} of the charm at ${path} is not YAML: ${words}`, path, { cause });
  }
  if (content === undefined || content === null) return {};
  if (isRecord(content)) return content;
  throw new CharmError(`${name} of the charm at ${path} must be a mapping of keys to values`, path);
}
