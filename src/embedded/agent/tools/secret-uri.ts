import { notValid, refused } from '../../api-error';
import { readSecretUri, secretUri } from '../../state/secret-ids';
import { quote } from './format/go-quote';

/** The secret that a call must name, and its other arguments. @internal */
export function takeSecretUri([text, ...rest]: readonly string[]): {
  readonly uri: string;
  readonly rest: readonly string[];
} {
  if (text === undefined) throw refused('missing secret URI');
  return { uri: asGiven(text), rest };
}

/** The secret that a call may name, `''` where it does not, and its other arguments. @internal */
export function takeOptionalSecretUri([text, ...rest]: readonly string[]): {
  readonly uri: string;
  readonly rest: readonly string[];
} {
  if (text === undefined) return { uri: '', rest };
  try {
    return { uri: asGiven(text), rest };
  } catch {
    throw notValid(`secret URI ${quote(text)}`);
  }
}

/** With the model, where it was named: what is refused is told so. */
function asGiven(text: string): string {
  const { id, modelUuid } = readSecretUri(text);
  return secretUri(id, modelUuid);
}
