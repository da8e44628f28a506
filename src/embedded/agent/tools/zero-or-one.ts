import { checkEmpty } from './check-empty';

/** The one argument that there may be, `''` where there is none. @internal */
export function zeroOrOne([first = '', ...rest]: readonly string[]): string {
  checkEmpty(rest);
  return first;
}
