import { JujuError } from '../../errors';
import { isRecord } from '../../is-record';

/** A value for an option of a charm or a model. @public */
export type ConfigInput = string | number | boolean;

/** An option of a charm, with where its value comes from. @public */
export interface ConfigOption {
  /** `undefined` where it is neither set nor has a default. */
  readonly value: unknown;
  readonly default: unknown;
  /** `user` where it was set, `default`, or `unset`. */
  readonly source: string;
  /** `string`, `int`, `float`, `boolean` or `secret`. */
  readonly type: string;
  readonly description: string;
}

/**
 * Values as Juju takes them: as texts.
 *
 * @throws JujuError for a value that is none, naming its key and what to do instead
 * @internal
 */
export function configTexts(
  values: Readonly<Record<string, ConfigInput>>,
  what: string,
): Record<string, string> {
  checkMapping(values, what);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, configText(key, value, what)]),
  );
}

/**
 * Values as they are, checked.
 *
 * @throws JujuError as {@link configTexts}
 * @internal
 */
export function checkedValues(
  values: Readonly<Record<string, ConfigInput>>,
  what: string,
): Record<string, ConfigInput> {
  checkMapping(values, what);
  for (const [key, value] of Object.entries(values)) configText(key, value, what);
  return { ...values };
}

function checkMapping(values: unknown, what: string): void {
  if (isRecord(values)) return;
  throw new TypeError(
    `The configuration of ${what} must be an object of options and values; got ${JSON.stringify(values)}`,
  );
}

function configText(key: string, value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
    return String(value);
  const advice =
    value === undefined || value === null
      ? `To give the option its default again, use resetConfig(${JSON.stringify(key)}).`
      : 'Give a string, a finite number or a boolean.';
  throw new JujuError(`The option "${key}" of ${what} cannot be set to ${shown(value)}. ${advice}`, {
    code: 'not valid',
  });
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) as string | undefined;
  return text ?? typeof value;
}
