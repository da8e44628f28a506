import { goFloat } from './go-float';
import { inKeyOrder } from './key-order';
import { rfc3339 } from './go-time';
import { scalarOf, type Scalar } from './yaml-scalar';
import { StringList } from './string-list';
import { YamlWriter } from './yaml-writer';

/** A value as Juju's Go library for YAML writes it, which other libraries do otherwise. @internal */
export function goYaml(value: unknown): string {
  const writer = new YamlWriter();
  writeNode(writer, value, { indent: -1, inMapping: false });
  writer.startLine(0);
  return writer.text;
}

interface Place {
  /** Of what the value is in; -1 at the top. */
  readonly indent: number;
  readonly inMapping: boolean;
}

function writeNode(writer: YamlWriter, value: unknown, place: Place): void {
  if (value instanceof StringList) writeSequence(writer, value.values, place);
  else if (Array.isArray(value)) writeSequence(writer, value, place);
  else if (value instanceof Map) writeMapping(writer, [...value] as Entry[], place);
  else if (typeof value === 'object' && value !== null && !isScalar(value)) {
    writeMapping(writer, Object.entries(value).toSorted(inKeyOrder), place);
  } else writer.scalar(scalarFor(value), { indent: deeper(place.indent, 2), isKey: false });
}

function isScalar(value: object): boolean {
  return value instanceof Date || value instanceof Uint8Array;
}

function scalarFor(value: unknown): Scalar {
  if (typeof value === 'string') return scalarOf(value);
  if (value instanceof Uint8Array)
    return { style: 'plain', text: `!!binary ${Buffer.from(value).toString('base64')}` };
  return { style: 'plain', text: plainText(value) };
}

function plainText(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Date) return rfc3339(value);
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' ? goFloat(value) : JSON.stringify(value);
}

function writeSequence(writer: YamlWriter, items: readonly unknown[], place: Place): void {
  if (items.length === 0) writer.empty('[]');
  // In a mapping a list is not indented.
  const indent = place.inMapping && !writer.indention ? place.indent : deeper(place.indent, 0);
  for (const item of items) {
    writer.startLine(indent);
    writer.indicator('-', { space: true, indention: true });
    writeNode(writer, item, { indent, inMapping: false });
  }
}

type Entry = readonly [key: string, value: unknown];

/** Longer keys than this are written in the long form. */
const simpleKeyBytes = 128;

function writeMapping(writer: YamlWriter, entries: readonly Entry[], place: Place): void {
  if (entries.length === 0) writer.empty('{}');
  const indent = deeper(place.indent, 0);
  for (const [key, value] of entries) {
    writer.startLine(indent);
    const isKey = Buffer.byteLength(key) <= simpleKeyBytes && !/[\r\n\u0085\u2028\u2029]/.test(key);
    if (!isKey) writer.indicator('?', { space: true, indention: true });
    writer.scalar(scalarOf(key), { indent: indent + 2, isKey });
    if (!isKey) writer.startLine(indent);
    writer.indicator(':', { space: !isKey, indention: !isKey });
    writeNode(writer, value, { indent, inMapping: true });
  }
}

/** The indentation within; `first` is that of the outermost. */
function deeper(indent: number, first: number): number {
  return indent < 0 ? first : indent + 2;
}
