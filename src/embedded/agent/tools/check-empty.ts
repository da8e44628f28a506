import { quoteAll } from './format/go-quote';
import { refused } from '../../api-error';

/** Refuses arguments that nobody asked for. @internal */
export function checkEmpty(args: readonly string[]): void {
  if (args.length > 0) throw refused(`unrecognized args: ${quoteAll(args)}`);
}
