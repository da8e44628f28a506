import { shellWords } from './shell-words';

/**
 * Arguments for a program: a list as it is, a text as a shell splits it.
 *
 * @param name - what they are the value of, for messages
 * @throws TypeError for what is neither; JujuError for a text with a quote that does not close
 * @internal
 */
export function argumentWords(args: unknown, name: string): readonly string[] {
  if (typeof args === 'string') return shellWords(args, name);
  if (Array.isArray(args) && args.every((arg) => typeof arg === 'string')) return [...args];
  throw new TypeError(`${name} must be a text or a list of texts; got ${JSON.stringify(args)}`);
}
