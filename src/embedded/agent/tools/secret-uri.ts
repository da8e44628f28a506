import { notValid, refused } from '../../api-error';
import { parseSecretUri, secretUri } from '../../state/secret-ids';
import { quote } from './format/go-quote';

/** The secret that a call must name, and its other arguments. @internal */
export function takeSecretUri([text, ...rest]: readonly string[]): {
  readonly uri: string;
  readonly rest: readonly string[];
} {
  if (text === undefined) throw refused('missing secret URI');
  return { uri: secretUri(parseSecretUri(text)), rest };
}

/** The secret that a call may name, `''` where it does not, and its other arguments. @internal */
export function takeOptionalSecretUri([text, ...rest]: readonly string[]): {
  readonly uri: string;
  readonly rest: readonly string[];
} {
  if (text === undefined) return { uri: '', rest };
  try {
    return { uri: secretUri(parseSecretUri(text)), rest };
  } catch {
    throw notValid(`secret URI ${quote(text)}`);
  }
}
