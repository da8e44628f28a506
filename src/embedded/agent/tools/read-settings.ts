import * as yaml from 'js-yaml';
import { isMap } from '../../charm/yaml-map';
import { refused } from '../../api-error';

const nothing = new yaml.Type('tag:yaml.org,2002:null', {
  kind: 'scalar',
  resolve: (text: string | null) => text === null || ['', '~', 'null', 'Null', 'NULL'].includes(text),
  construct: () => null,
});

/** Bare values stay the texts that they are, as Go reads them into texts; nothing is the empty text. */
const schema = yaml.FAILSAFE_SCHEMA.extend({ implicit: [nothing] });

/** The settings in a file of YAML or JSON: a map of texts. @internal */
export function readSettings(content: Buffer): Record<string, string> {
  const { document, lineOf } = load(content.toString());
  if (document === undefined || document === null) return {};
  if (!isMap(document)) throw wrongKind([[document, 'map[string]string']], lineOf);
  const entries = Object.entries(document);
  const wrong = entries.filter(([, value]) => value !== null && typeof value !== 'string');
  if (wrong.length > 0) {
    throw wrongKind(
      wrong.map(([, value]) => [value, 'string']),
      lineOf,
    );
  }
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? value : '']));
}

/** A document, and where its lists and maps begin. */
interface Loaded {
  readonly document: unknown;
  readonly lineOf: (value: unknown) => number;
}

function load(text: string): Loaded {
  const lines = new Map<unknown, number>();
  const open: number[] = [];
  const listener = (event: yaml.EventType, state: yaml.State) => {
    if (event === 'open') open.push(lineAfterSpace(state));
    else lines.set(state.result, open.pop() ?? 0);
  };
  try {
    // Of several documents Go reads the first, and of a key given twice the last value.
    const [document] = yaml.loadAll(text, null, { schema, listener, json: true });
    return { document, lineOf: (value) => (lines.get(value) ?? 0) + 1 };
  } catch (cause) {
    if (!(cause instanceof yaml.YAMLException)) throw cause;
    throw refused(`yaml: line ${cause.mark.line + 1}: ${cause.reason}`);
  }
}

/** The line on which a value begins, before which there may be space and comments. */
function lineAfterSpace({ input, line, position }: yaml.State): number {
  const [space = ''] = /^(?:\s|#.*)*/.exec(input.slice(position)) ?? [];
  return line + space.split('\n').length - 1;
}

/** What Go says of values that do not go into where they are read. */
function wrongKind(
  values: readonly (readonly [value: unknown, into: string])[],
  lineOf: Loaded['lineOf'],
): Error {
  const lines = values.map(
    ([value, into]) => `\n  line ${lineOf(value)}: cannot unmarshal ${kindOf(value)} into ${into}`,
  );
  return refused(`yaml: unmarshal errors:${lines.join('')}`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return '!!seq';
  if (typeof value !== 'string') return '!!map';
  return `!!str \`${value.length > 10 ? `${value.slice(0, 7)}...` : value}\``;
}
