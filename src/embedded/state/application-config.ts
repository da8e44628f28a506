import type { Application, ConfigValue } from './entities';
import type { CharmOption } from '../charm/charm';
import type { Model } from './model';
import { coerceOption, parseOption } from '../charm/option-value';
import { isMap } from '../charm/yaml-map';
import { parseSettingsYaml } from './settings-yaml';
import { refused } from '../api-error';

/** Settings of an application, checked: an option with `undefined` goes back to its default. @internal */
export interface ParsedConfig {
  readonly options: ReadonlyMap<string, ConfigValue | undefined>;
  readonly trust: boolean | undefined;
}

/**
 * Checks settings against the options of a charm: texts of `config`, which win, and a document keyed by the application.
 *
 * @throws ApiError `unknown option "x"`, `option "x" expected int, got "y"`
 * @internal
 */
export function parseApplicationConfig(
  options: ReadonlyMap<string, CharmOption>,
  application: string,
  config: Readonly<Record<string, string>>,
  yaml: string,
): ParsedConfig {
  const parsed = new Map<string, ConfigValue | undefined>();
  let trust: boolean | undefined;
  if (yaml !== '') {
    for (const [name, value] of Object.entries(parseSettingsYaml(application, yaml))) {
      if (name === 'trust') trust = parseTrust(value);
      else
        parsed.set(
          name,
          typeof value === 'string' ? parseText(options, name, value) : coerce(options, name, value),
        );
    }
  }
  for (const [name, text] of Object.entries(config)) {
    if (name === 'trust') trust = parseTrust(text);
    else parsed.set(name, parseText(options, name, text));
  }
  return { options: parsed, trust };
}

/** What `juju config app key=value` does. @internal */
export function setApplicationConfig(
  model: Model,
  application: Application,
  values: Readonly<Record<string, string>>,
  yaml: string,
): void {
  applyConfig(
    model,
    application,
    parseApplicationConfig(application.charm.config, application.name, values, yaml),
  );
}

/** What `juju config app --reset key` does. @internal */
export function unsetApplicationConfig(
  model: Model,
  application: Application,
  keys: readonly string[],
): void {
  const options = new Map<string, undefined>();
  for (const key of keys.filter((name) => name !== 'trust')) {
    optionOf(application.charm.config, key);
    options.set(key, undefined);
  }
  applyConfig(model, application, { options, trust: keys.includes('trust') ? false : undefined });
}

/** Writes checked settings. @internal */
export function applyConfig(model: Model, application: Application, { options, trust }: ParsedConfig): void {
  for (const [name, value] of options) {
    if (value === undefined) application.config.delete(name);
    else application.config.set(name, value);
  }
  application.trust = trust ?? application.trust;
  application.configHash = hashOf(application);
  model.note('application', application.name);
}

/** What the charm sees: what was set, and the defaults; an option that has neither is not there. @internal */
export function effectiveConfig(application: Application): Record<string, ConfigValue> {
  const effective: Record<string, ConfigValue> = {};
  for (const option of application.charm.config.values()) {
    const value = application.config.get(option.name) ?? option.default;
    if (value !== undefined) effective[option.name] = value;
  }
  return effective;
}

/** A text that differs when the charm sees other settings. */
function hashOf(application: Application): string {
  return JSON.stringify([effectiveConfig(application), application.trust]);
}

function optionOf(options: ReadonlyMap<string, CharmOption>, name: string): CharmOption {
  const option = options.get(name);
  if (option === undefined) throw refused(`unknown option "${name}"`);
  return option;
}

function parseText(options: ReadonlyMap<string, CharmOption>, name: string, text: string): ConfigValue {
  const option = optionOf(options, name);
  const value = parseOption(option, text);
  if (value === undefined) throw wrongValue(option, text);
  return value;
}

function coerce(
  options: ReadonlyMap<string, CharmOption>,
  name: string,
  given: unknown,
): ConfigValue | undefined {
  const option = optionOf(options, name);
  if (given === null || given === undefined) return undefined;
  const value = isMap(given) ? undefined : coerceOption(option, given);
  if (value === undefined) throw wrongValue(option, given);
  return value;
}

function parseTrust(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (/^(?:1|t|T|true|TRUE|True)$/.test(String(value))) return true;
  if (/^(?:0|f|F|false|FALSE|False)$/.test(String(value))) return false;
  throw refused(`trust: expected bool, got ${typeof value}(${JSON.stringify(value)})`);
}

function wrongValue(option: CharmOption, value: unknown): Error {
  return refused(`option "${option.name}" expected ${option.type}, got ${JSON.stringify(value)}`);
}
