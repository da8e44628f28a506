import { createHash } from 'node:crypto';
import { notValid } from '../api-error';

/** What Juju keeps of a secret: keys with values in base64, whatever bytes they are. @internal */
export type EncodedContent = Readonly<Record<string, string>>;

/** Texts as Juju keeps them. @internal */
export function encodeContent(texts: Readonly<Record<string, string>>): EncodedContent {
  return mapValues(texts, (text) => Buffer.from(text).toString('base64'));
}

/** What was kept, as texts. @internal */
export function decodeContent(content: EncodedContent): Record<string, string> {
  return mapValues(content, (value) => Buffer.from(value, 'base64').toString());
}

/** The sum by which Juju sees that a content is not new. @internal */
export function checksumOf(content: EncodedContent): string {
  const sorted = Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(Object.fromEntries(sorted)))
    .digest('hex');
}

/** Refuses keys that Juju does not take. @internal */
export function checkKeys(content: EncodedContent): void {
  for (const key of Object.keys(content)) {
    if (!/^[a-z](?:-?[a-z0-9]){2,}$/.test(key)) throw notValid(`key "${key}"`);
  }
}

function mapValues(
  from: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, change(value)]));
}
