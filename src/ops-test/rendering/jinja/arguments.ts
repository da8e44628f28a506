import { isKeywords, withoutMark } from './keywords';

/**
 * Puts arguments that are given by name where they belong.
 *
 * @param what - for messages: `the filter join`
 * @param names - of all its arguments, in their order
 * @param required - how many of them it needs
 * @throws Error for one that it has not, by name or place, and for one that it needs
 * @internal
 */
export function placed(
  what: string,
  names: readonly string[],
  given: readonly unknown[],
  required = 0,
): unknown[] {
  const last = given.at(-1);
  const args = isKeywords(last) ? given.slice(0, -1) : [...given];
  const those = names.length === 0 ? 'none' : names.join(', ');
  if (args.length > names.length) {
    throw new Error(`${what} takes ${String(names.length)} arguments (${those}); got ${String(args.length)}`);
  }
  const count = args.length;
  for (const [key, item] of Object.entries(isKeywords(last) ? withoutMark(last) : {})) {
    const index = names.indexOf(key);
    if (index === -1) throw new Error(`${what} has no argument ${key}; it has ${those}`);
    if (index < count) throw new Error(`${what} got ${key} twice`);
    args[index] = item;
  }
  const left = names.slice(0, required).find((_, index) => !(index in args));
  if (left !== undefined) throw new Error(`${what} needs the argument ${left}`);
  return args;
}
