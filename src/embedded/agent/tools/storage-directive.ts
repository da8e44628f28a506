import { annotated, notValid, refused } from '../../api-error';
import type { JujuSeries } from '../../state/profile';
import { quote } from './format/go-quote';

/** What a charm asks for of a storage. */
interface Directive {
  readonly count: number;
  /** Whether a pool or a size is in it. */
  readonly hasMore: boolean;
}

/** What each Juju calls it: one, several, and what is to be written. */
const words = {
  '3.6': { one: 'constraint', many: 'constraints', form: 'constraints' },
  '4.0': { one: 'directive', many: 'directives', form: 'directive' },
} as const;

/** Storage and how many of each: `data`, `data=2`. @internal */
export function parseStorageCounts(args: readonly string[], series: JujuSeries): ReadonlyMap<string, number> {
  const { form } = words[series];
  const wanted = new Map<string, Directive>();
  for (const arg of args) {
    const [name = '', text = '1', ...more] = arg.split('=');
    if (more.length > 0 || name === '') throw refused(`expected "name=${form}" or "name", got ${quote(arg)}`);
    if (wanted.has(name)) throw refused(`storage ${quote(name)} specified more than once`);
    try {
      wanted.set(name, parseDirective(text, series));
    } catch (error) {
      throw annotated(error, `cannot parse ${form} for storage ${quote(name)}`);
    }
  }
  for (const [name, { hasMore }] of wanted) {
    if (hasMore) throw refused(`only count can be specified for ${quote(name)}`);
  }
  return new Map([...wanted].map(([name, { count }]) => [name, count]));
}

const pool = /^[a-zA-Z]+[-?a-zA-Z0-9]*$/;
const size = /^\d+(?:\.\d+)?[MGTPEZY](?:i?B)?$/;

function parseDirective(text: string, series: JujuSeries): Directive {
  const fields = text.split(',').filter((field) => field !== '');
  if (fields.length === 0) {
    throw refused(`storage ${words[series].many} require at least one field to be specified`);
  }
  let count: number | undefined;
  for (const field of fields.filter((each) => !pool.test(each) && !size.test(each))) {
    const parsed = parseCount(field, series);
    if (count !== undefined) {
      throw notValid(`storage instance count is already set to ${count}, new value ${parsed}`);
    }
    count = parsed;
  }
  return { count: count ?? 1, hasMore: fields.some((field) => pool.test(field) || size.test(field)) };
}

function parseCount(field: string, series: JujuSeries): number {
  if (!/^-?\d+$/.test(field)) throw notValid(`unrecognized storage ${words[series].one} ${quote(field)}`);
  const count = Number(field);
  if (count > 0 && Number.isSafeInteger(count)) return count;
  throw refused(`parsing storage count: count must be greater than zero, got ${quote(field)}`);
}
