import { quote } from './format/go-quote';
import { refused } from '../../api-error';

/** `key=value …`, as Juju's tools take pairs apart: space around both goes, a key comes once. @internal */
export function parseKeyValues(args: readonly string[]): Record<string, string> {
  const pairs = new Map<string, string>();
  for (const arg of args.filter((text) => text !== '')) {
    const at = arg.indexOf('=');
    if (at < 0) throw refused(`expected "key=value", got ${quote(arg)}`);
    const [key, value] = [arg.slice(0, at).trim(), arg.slice(at + 1).trim()];
    if (key === '') throw refused(`expected "key=value", got "${key}=${value}"`);
    if (pairs.has(key)) throw refused(`key ${quote(key)} specified more than once`);
    pairs.set(key, value);
  }
  return Object.fromEntries(pairs);
}
