import { goJson } from './go-json';
import { goYaml } from './go-yaml';
import { StringList } from './string-list';

/** The formats of Juju's tools. @internal */
export type FormatName = 'json' | 'smart' | 'yaml';

/** Whether a text is the name of a format. @internal */
export function isFormatName(text: string): text is FormatName {
  return text === 'json' || text === 'smart' || text === 'yaml';
}

/**
 * A value as Juju's tools print it. Plain objects are Go's maps, whose keys are sorted; a `Map` is a Go struct, whose
 * fields stay as they are; numbers are Go's `float64`, as they come over Juju's API, `bigint`s its integers; a `Date`
 * is a time, bytes are a text that is no UTF-8.
 *
 * @internal
 */
export function formatValue(format: FormatName, value: unknown): string {
  if (format === 'json') return `${goJson(value)}\n`;
  if (format === 'yaml') return yamlText(value);
  if (value instanceof StringList) return line(value.values.join('\n'));
  if (typeof value === 'string') return line(value);
  if (typeof value === 'boolean') return value ? 'True\n' : 'False\n';
  return yamlText(value);
}

function line(text: string): string {
  return text === '' ? '' : `${text}\n`;
}

function yamlText(value: unknown): string {
  if (value === null) return '';
  return `${goYaml(value).replace(/(?<=[^])\n+$/u, '')}\n`;
}
