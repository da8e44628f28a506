import { createHash, generateKeyPairSync } from 'node:crypto';
import type { Model } from './model';
import { ApiError, refused } from '../api-error';

/** A public key as it stands in `authorized_keys`. @internal */
export interface SshKey {
  readonly text: string;
  readonly comment: string;
  readonly md5: string;
  readonly sha256: string;
}

/** Comments of keys that are Juju's own. */
const internal = new Set(['juju-client-key', 'juju-system-key']);

/** The keys that a model has before anybody adds one: Juju 3 keeps its own among the users'. @internal */
export function firstKeys(series: '3.6' | '4.0', authorizedKeys: string): string[] {
  const given = authorizedKeys.split('\n').filter((line) => line.trim() !== '');
  return series === '3.6' ? [...given, systemKey()] : [];
}

/** A key that nobody has the other half of. */
function systemKey(): string {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.from(x, 'base64url'))]);
  return `ssh-ed25519 ${blob.toString('base64')} juju-system-key`;
}

/** Takes a key apart; `undefined` for what is none. @internal */
export function parseKey(text: string): SshKey | undefined {
  const [, type, encoded, comment = ''] =
    /^(?:\S+ )?((?:ssh|ecdsa|sk)-\S+) ([A-Za-z0-9+/]+=*)(?: (.*))?$/.exec(text.trim()) ?? [];
  if (type === undefined || encoded === undefined) return undefined;
  const blob = Buffer.from(encoded, 'base64');
  const length = blob.length > 4 ? blob.readUInt32BE(0) : 0;
  if (blob.subarray(4, 4 + length).toString() !== type) return undefined;
  const md5 = createHash('md5')
    .update(blob)
    .digest('hex')
    .replaceAll(/(..)(?=.)/g, '$1:');
  const sha256 = `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
  return { text, comment, md5, sha256 };
}

/** The keys that a user sees, whole or as fingerprints. Juju 3 has one list for all users. @internal */
export function listKeys(model: Model, user: string, whole: boolean): string[] {
  return keysOf(model, user).flatMap((text) => {
    const key = parseKey(text);
    if (key === undefined) return [`Invalid key: ${text}`];
    if (internal.has(key.comment)) return [];
    if (whole) return [text];
    if (model.profile.series !== '3.6') return [key.sha256];
    return [key.comment === '' ? key.md5 : `${key.md5} (${key.comment})`];
  });
}

/** Adds keys on Juju 3, each by itself; throws for one that is refused. @internal */
export function addKey(model: Model, user: string, text: string): void {
  const key = parseKey(text);
  if (key === undefined) throw refused(`invalid ssh key: ${text}`);
  if (internal.has(key.comment)) throw refused(`may not add key with comment ${key.comment}: ${text}`);
  const keys = keysOf(model, user);
  if (keys.some((each) => parseKey(each)?.md5 === key.md5)) throw refused(`duplicate ssh key: ${text}`);
  keys.push(text);
}

/** Adds keys on Juju 4, all or none. @internal */
export function addKeysOfJuju4(model: Model, user: string, texts: readonly string[]): void {
  const keys = keysOf(model, user);
  const wrong = (text: string, code: string) =>
    new ApiError(`one or more public keys to be added for user "${user}" ${text}`, code);
  const added = texts.map((text) => {
    const key = parseKey(text);
    if (key === undefined) throw wrong('is invalid', 'invalid public key');
    if (internal.has(key.comment)) throw wrong('contains a restricted comment', 'invalid public key comment');
    return key;
  });
  const known = new Set(keys.map((text) => parseKey(text)?.sha256));
  if (added.some(({ sha256 }) => known.has(sha256)))
    throw wrong('already exist', 'public key already exists');
  keys.push(...texts);
}

/** Removes a key on Juju 3, by its fingerprint or its comment. @internal */
export function deleteKey(model: Model, user: string, id: string): void {
  const keys = keysOf(model, user);
  const index = keys.findIndex((text) => {
    const key = parseKey(text);
    return key === undefined ? text === id : key.md5 === id || (key.comment !== '' && key.comment === id);
  });
  if (index < 0) throw refused(`key not found: ${id}`);
  if (internal.has(id)) throw refused(`may not delete internal key: ${id}`);
  keys.splice(index, 1);
}

/** Removes keys on Juju 4, by fingerprint, comment or key; it does not say which were there. @internal */
export function deleteKeysOfJuju4(model: Model, user: string, ids: readonly string[]): void {
  const keys = keysOf(model, user);
  const stays = keys.filter((text) => {
    const key = parseKey(text);
    return key === undefined || ![text, key.sha256, key.comment].some((id) => id !== '' && ids.includes(id));
  });
  keys.splice(0, keys.length, ...stays);
}

function keysOf(model: Model, user: string): string[] {
  const whose = model.profile.series === '3.6' ? '' : user;
  const known = model.sshKeys.get(whose);
  if (known !== undefined) return known;
  const made: string[] = [];
  model.sshKeys.set(whose, made);
  return made;
}
