import { notValid } from '../../errors';
import { isRecord } from '../../is-record';

/** What is kept secret: keys with values. @public */
export type SecretContent = Readonly<Record<string, string>>;

/** What Juju takes as a key. */
const keyForm = /^[a-z](?:-?[a-z0-9]){2,}$/;
/** Of one value, and of all together, as they travel. */
const mostBytes = 1_000_000;

/**
 * Content as it travels: in base64.
 *
 * @param secret - what it is called in messages; its values never are
 * @throws JujuError for what Juju's own client would refuse: the controller does not look
 * @internal
 */
export function encodeContent(content: SecretContent, secret: string): Record<string, string> {
  const entries = Object.entries(checkedMapping(content, secret));
  if (entries.length === 0) throw notValid(`The secret "${secret}" needs at least one key with a value`);
  const encoded = entries.map(([key, value]) => [key, encodeValue(key, value, secret)] as const);
  const bytes = encoded.reduce((sum, [, value]) => sum + value.length, 0);
  if (bytes > mostBytes) {
    throw notValid(`The content of the secret "${secret}" is too large: ${sizes(bytes)}`);
  }
  return Object.fromEntries(encoded);
}

/** Content as it is meant. @internal */
export function decodeContent(data: Readonly<Record<string, string>> | null | undefined): SecretContent {
  const entries = Object.entries(data ?? {});
  return Object.freeze(
    Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(value, 'base64').toString()])),
  );
}

function checkedMapping(content: unknown, secret: string): Record<string, unknown> {
  if (isRecord(content)) return { ...content };
  throw new TypeError(
    `The content of the secret "${secret}" must be an object of keys and values; got ${kindOf(content)}`,
  );
}

function encodeValue(key: string, value: unknown, secret: string): string {
  if (!keyForm.test(key)) {
    throw notValid(
      `The secret "${secret}" cannot have the key ${JSON.stringify(key)}: a key begins with a lower-case letter, has ` +
        'at least three lower-case letters or digits, and single dashes between them',
    );
  }
  if (typeof value !== 'string') {
    throw new TypeError(
      `The value of "${key}" in the secret "${secret}" must be a string; got ${kindOf(value)}`,
    );
  }
  const encoded = Buffer.from(value).toString('base64');
  if (encoded.length > mostBytes) {
    throw notValid(`The value of "${key}" in the secret "${secret}" is too large: ${sizes(encoded.length)}`);
  }
  return encoded;
}

const sizes = (bytes: number) =>
  `it would have ${String(bytes)} bytes in base64, and Juju takes ${String(mostBytes)}`;

/** Never the value itself: it might be the secret. */
const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
