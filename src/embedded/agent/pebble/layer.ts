import { load } from 'js-yaml';
import { isRecord } from '../../../is-record';
import { messageOf } from '../../../message-of';
import { PebbleError } from './pebble-error';

/** A section of a layer: what it has, by name. @internal */
export type Section = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A layer, or several laid over one another. @internal */
export interface Layer {
  readonly services: Section;
  readonly checks: Section;
  readonly 'log-targets': Section;
}

const sections = ['services', 'checks', 'log-targets'] as const;
const nouns = { services: 'service', checks: 'check', 'log-targets': 'log target' } as const;
const described = new Set(['summary', 'description', ...sections]);

/** What of an entry is added to when it is merged, instead of taking the place of what was there. */
const lists = new Set(['after', 'before', 'requires', 'services']);

/** Nothing yet. @internal */
export const emptyLayer: Layer = { services: {}, checks: {}, 'log-targets': {} };

/**
 * Reads a layer's YAML.
 *
 * @throws PebbleError in Pebble's words
 * @internal
 */
export function parseLayer(label: string, yaml: string): Layer {
  const document = parseYaml(label, yaml) ?? {};
  if (!isRecord(document)) throw unreadable(label, 'it is no map');
  for (const key of Object.keys(document)) {
    if (!described.has(key)) throw unreadable(label, `unknown section "${key}"`);
  }
  return {
    services: sectionOf(label, document, 'services'),
    checks: sectionOf(label, document, 'checks'),
    'log-targets': sectionOf(label, document, 'log-targets'),
  };
}

function parseYaml(label: string, yaml: string): unknown {
  try {
    return load(yaml);
  } catch (error) {
    throw unreadable(label, `yaml: ${messageOf(error).split('\n')[0] ?? ''}`);
  }
}

function sectionOf(
  label: string,
  document: Readonly<Record<string, unknown>>,
  name: (typeof sections)[number],
): Section {
  if (!(name in document)) return {};
  const section = document[name];
  if (!isRecord(section)) {
    const problem = section === null ? 'EOF' : 'it is no map';
    throw new PebbleError(
      `cannot parse layer YAML: cannot parse layer "${label}" section "${name}": ${problem}`,
    );
  }
  for (const [entry, value] of Object.entries(section)) {
    if (!isRecord(value)) {
      throw new PebbleError(`${nouns[name]} object cannot be null for ${nouns[name]} "${entry}"`);
    }
    checkOverride(label, nouns[name], entry, value['override']);
  }
  return section as Section;
}

function checkOverride(label: string, noun: string, entry: string, override: unknown): void {
  if (override === 'replace' || override === 'merge') return;
  throw new PebbleError(
    override === undefined
      ? `layer "${label}" must define "override" for ${noun} "${entry}"`
      : `layer "${label}" has invalid "override" value for ${noun} "${entry}"`,
  );
}

/** Lays one layer over another, each entry by its `override`. @internal */
export function combineLayers(below: Layer, above: Layer): Layer {
  return {
    services: combineSections(below.services, above.services),
    checks: combineSections(below.checks, above.checks),
    'log-targets': combineSections(below['log-targets'], above['log-targets']),
  };
}

function combineSections(below: Section, above: Section): Section {
  const combined: Record<string, Readonly<Record<string, unknown>>> = { ...below };
  for (const [name, entry] of Object.entries(above)) {
    const present = combined[name];
    combined[name] = present && entry['override'] === 'merge' ? mergeEntries(present, entry) : entry;
  }
  return combined;
}

function mergeEntries(
  below: Readonly<Record<string, unknown>>,
  above: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    // How it came about is no part of the outcome.
    if (key === 'override') continue;
    const present = merged[key];
    if (lists.has(key) && Array.isArray(present) && Array.isArray(value))
      merged[key] = [...new Set([...(present as unknown[]), ...(value as unknown[])])];
    else if (isRecord(present) && isRecord(value)) merged[key] = { ...present, ...value };
    else merged[key] = value;
  }
  return merged;
}

/** Refuses a plan that could not be run. @internal */
export function checkPlan({ services, checks }: Layer): void {
  for (const [name, { command }] of Object.entries(services)) {
    if (typeof command !== 'string' || command === '')
      throw new PebbleError(`plan must define "command" for service "${name}"`);
  }
  for (const [name, check] of Object.entries(checks)) {
    if (!['http', 'tcp', 'exec'].some((kind) => check[kind] !== undefined))
      throw new PebbleError(`plan must specify one of "http", "tcp", or "exec" for check "${name}"`);
  }
}

function unreadable(label: string, problem: string): PebbleError {
  return new PebbleError(`cannot parse layer YAML: cannot parse layer "${label}": ${problem}`);
}
