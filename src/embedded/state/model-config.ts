import type { JujuSeries } from './profile';
import type { ModelConfigValue } from './model-config-defaults';
import { coerceModelConfig } from './coerce-model-config';
import { modelConfigDefaults } from './model-config-defaults';
import { parseGoDuration } from './go-duration';
import { refused } from '../api-error';
import { validateModelConfig } from './validate-model-config';

/** Where a value comes from, Juju's words. @public */
export type ConfigSource = 'default' | 'controller' | 'region' | 'model';

/** A value and where it comes from. @public */
export interface SourcedValue {
  readonly value: ModelConfigValue;
  readonly source: ConfigSource;
}

/** What a model's config begins with. @internal */
export interface ModelConfigSeed {
  readonly series: JujuSeries;
  /** Values that cannot be changed: `name`, `type`, `uuid`, `agent-version`. */
  readonly identity: Readonly<Record<string, string>>;
  /** Defaults that the controller or the cloud's region gives. */
  readonly inherited?: Readonly<Partial<Record<'controller' | 'region', Readonly<Record<string, unknown>>>>>;
  readonly given?: Readonly<Record<string, unknown>>;
}

/**
 * A model's config: values, and where each comes from. Keys that Juju does not know are kept as they are, as it does.
 *
 * @public
 */
export class ModelConfig {
  readonly #sources: {
    readonly source: ConfigSource;
    readonly values: Readonly<Record<string, ModelConfigValue>>;
  }[];
  readonly #own = new Map<string, ModelConfigValue>();

  /** @internal */
  constructor(seed: ModelConfigSeed) {
    this.#sources = [
      { source: 'region', values: coerceModelConfig(seed.inherited?.region ?? {}) },
      { source: 'controller', values: coerceModelConfig(seed.inherited?.controller ?? {}) },
      { source: 'default', values: modelConfigDefaults(seed.series) },
    ];
    for (const [key, value] of Object.entries(seed.identity)) this.#own.set(key, value);
    this.#apply(coerceModelConfig(seed.given ?? {}));
    this.#ensureLogging();
    validateModelConfig(this.#values(), undefined);
  }

  /** The value that holds, `undefined` for a key that nothing gives. */
  get(key: string): ModelConfigValue | undefined {
    return this.#own.get(key) ?? this.#inherited(key)?.value;
  }

  /** The value of a key that holds a text, `''` without one. */
  text(key: string): string {
    const value = this.get(key);
    return typeof value === 'string' ? value : '';
  }

  /** All values, sorted by key. A set value that equals the inherited one counts as inherited, as in Juju. */
  entries(): Map<string, SourcedValue> {
    const keys = new Set([
      ...this.#sources.flatMap(({ values }) => Object.keys(values)),
      ...this.#own.keys(),
    ]);
    const entries = new Map<string, SourcedValue>();
    for (const key of [...keys].toSorted()) {
      const inherited = this.#inherited(key);
      const own = this.#own.get(key);
      if (own !== undefined && JSON.stringify(own) !== JSON.stringify(inherited?.value)) {
        entries.set(key, { value: own, source: 'model' });
      } else if (inherited !== undefined) {
        entries.set(key, inherited);
      }
    }
    return entries;
  }

  /** Sets values; a wrong one refuses all of them. */
  set(values: Readonly<Record<string, unknown>>): void {
    for (const key of ['agent-version', 'charmhub-url']) {
      if (values[key] !== undefined && values[key] !== this.get(key))
        throw refused(`${key} cannot be changed`);
    }
    if (values['authorized-keys'] !== undefined) throw refused('authorized-keys cannot be set');
    const before = this.#values();
    const wanted = coerceModelConfig(values);
    validateModelConfig({ ...before, ...wanted }, before);
    this.#apply(wanted);
  }

  /** Takes values away: the inherited ones hold again. */
  unset(keys: readonly string[]): void {
    const before = this.#values();
    const after: Record<string, ModelConfigValue> = { ...before };
    for (const key of keys) {
      const inherited = this.#inherited(key);
      if (inherited === undefined) Reflect.deleteProperty(after, key);
      else after[key] = inherited.value;
    }
    validateModelConfig(after, before);
    for (const key of keys) this.#own.delete(key);
    this.#ensureLogging();
  }

  /** How often `update-status` runs. @internal */
  get updateStatusIntervalMs(): number {
    return parseGoDuration(this.text('update-status-hook-interval')) ?? 0;
  }

  /** Whether a failed hook is tried again by itself. @internal */
  get retriesHooks(): boolean {
    return this.get('automatically-retry-hooks') !== false;
  }

  /** Juju gives every model a logging config of its own. */
  #ensureLogging(): void {
    if (this.text('logging-config') === '') this.#own.set('logging-config', '<root>=INFO');
  }

  #apply(values: Readonly<Record<string, ModelConfigValue>>): void {
    for (const [key, value] of Object.entries(values)) this.#own.set(key, value);
  }

  #inherited(key: string): SourcedValue | undefined {
    for (const { source, values } of this.#sources) {
      const value = values[key];
      if (value !== undefined) return { value, source };
    }
    return undefined;
  }

  #values(): Record<string, ModelConfigValue> {
    return Object.fromEntries([...this.entries()].map(([key, { value }]) => [key, value]));
  }
}
