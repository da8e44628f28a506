import { annotated, notValid, refused } from '../../api-error';
import { parseGoDuration } from '../../state/go-duration';
import { checkKeys, type EncodedContent } from '../../state/secret-content';
import type { RotatePolicy, SecretValues } from '../../state/secret-entities';
import { textFlag, type FlagValues } from './flags/flag';
import { quote } from './format/go-quote';
import { readSecretBytes, readSecretFile } from './read-secret-file';
import type { ToolInput } from './tool-input';

/** The flags of `secret-add` and `secret-set`. @internal */
export const secretFlags = {
  expire: textFlag(['expire'], 'Specifies either a duration or time when the secret should expire.'),
  rotate: textFlag(['rotate'], 'Specifies the secret rotation policy.'),
  description: textFlag(['description'], 'Specifies the secret description.'),
  label: textFlag(['label'], 'Specifies a label used to identify the secret in hooks.'),
  file: textFlag(['file'], 'Specifies a YAML file containing secret key values.'),
  owner: textFlag(
    ['owner'],
    'Specifies the owner of the secret, either the application or unit.',
    'application',
  ),
} as const;

/** What is said of a secret in flags and in `key=value`, as far as it is said. @internal */
export async function readSecretValues(
  args: readonly string[],
  flags: FlagValues<typeof secretFlags>,
  input: ToolInput,
): Promise<SecretValues> {
  const { expire, rotate, description, label, owner, file } = flags;
  const expires = expire === '' ? undefined : expiryOf(expire);
  if (rotate !== '' && !isRotatePolicy(rotate)) throw notValid(`rotate policy ${quote(rotate)}`);
  if (owner !== 'application' && owner !== 'unit') throw notValid(`secret owner ${quote(owner)}`);
  const content = await contentOf(args, input);
  const fromFile = file === '' ? {} : encode(await readSecretFile(file, input));
  const all = { ...content, ...fromFile };
  return {
    ...(expires !== undefined && { expires }),
    ...(isRotatePolicy(rotate) && { rotatePolicy: rotate }),
    ...(description !== '' && { description }),
    ...(label !== '' && { label }),
    ...(Object.keys(all).length > 0 && { content: all }),
  };
}

const policies = ['never', 'hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly'];

function isRotatePolicy(text: string): text is RotatePolicy {
  return policies.includes(text);
}

/** A time with or without a zone, or how long from now. */
function expiryOf(text: string): Date {
  const { local, zone = 'Z' } =
    /^(?<local>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(?<zone>Z|[+-]\d\d:\d\d)?$/.exec(text)?.groups ?? {};
  const time = new Date(`${local ?? ''}${zone}`);
  // What is no day of its month would be read as one of the next.
  if (local !== undefined && new Date(`${local}Z`).getUTCDate() === Number(local.slice(8, 10))) return time;
  const milliseconds = parseGoDuration(text);
  if (milliseconds === undefined) throw notValid(`expire time or duration ${quote(text)}`);
  if (milliseconds <= 0) throw notValid(`negative expire duration ${quote(text)}`);
  return new Date(Date.now() + milliseconds);
}

async function contentOf(args: readonly string[], input: ToolInput): Promise<EncodedContent> {
  const values = new Map<string, Buffer>();
  for (const arg of args) {
    const at = arg.replace(/=+$/, '').indexOf('=');
    if (at < 1) throw notValid(`key value ${quote(arg)}`);
    const [key, value] = [arg.slice(0, at), arg.slice(at + 1)];
    if (!key.endsWith('#file')) values.set(key, Buffer.from(value));
    else values.set(key.slice(0, -'#file'.length), await fileOf(key.slice(0, -'#file'.length), value, input));
  }
  return encode(Object.fromEntries(values));
}

async function fileOf(key: string, file: string, input: ToolInput): Promise<Buffer> {
  try {
    return await readSecretBytes(file, input);
  } catch (error) {
    throw annotated(error, `reading content for secret key ${quote(key)}`);
  }
}

const largest = 1_000_000;

function encode(values: Readonly<Record<string, Buffer>>): EncodedContent {
  const encoded = Object.entries(values).map(([key, value]): [string, string] =>
    key.endsWith('#base64')
      ? [key.slice(0, -'#base64'.length), value.toString()]
      : [key, value.toString('base64')],
  );
  const content = Object.fromEntries(encoded);
  checkKeys(content);
  let total = 0;
  for (const [key, { length }] of encoded) {
    if (length > largest) {
      throw refused(`base64 encoded secret content for key ${quote(key)} too large: ${length} bytes`);
    }
    total += length;
  }
  if (total > largest) throw refused(`base64 encoded secret content too large: ${total} bytes`);
  return content;
}
