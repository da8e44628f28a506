import { notValid } from '../api-error';
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghijklmnopqrstuv';

/** A new id as Juju makes them: twenty characters, the first of which follow the time. @internal */
export function newSecretId(): string {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(Math.floor(Date.now() / 1000));
  randomBytes(8).copy(bytes, 4);
  let bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  bits = bits.padEnd(100, '0');
  return Array.from(
    { length: 20 },
    (_, index) => alphabet[Number.parseInt(bits.slice(index * 5, index * 5 + 5), 2)],
  ).join('');
}

/** What a URI means. @internal */
export interface SecretReference {
  readonly id: string;
  /** The model that the secret is in, `''` where the URI leaves that open: the one that it is said in. */
  readonly modelUuid: string;
}

/** The URI of a secret, with the model that it is in or without. @internal */
export function secretUri(id: string, modelUuid = ''): string {
  return modelUuid === '' ? `secret:${id}` : `secret://${modelUuid}/${id}`;
}

/** The id in a URI. @internal */
export function parseSecretUri(uri: string): string {
  return readSecretUri(uri).id;
}

/** Reads a URI: `secret:<id>`, `secret://<model>/<id>`, `<model>/<id>` or the bare id. @internal */
export function readSecretUri(uri: string): SecretReference {
  const { scheme = 'secret' } = /^(?<scheme>[a-z][a-z0-9+.-]*):/i.exec(uri)?.groups ?? {};
  if (scheme.toLowerCase() !== 'secret') throw notValid(`secret URI scheme "${scheme}"`);
  const { id, modelUuid = '' } =
    /^(?:secret:)?(?:(?:\/\/)?(?<modelUuid>[0-9a-f-]{36})\/)?(?<id>[0-9a-v]{20})$/.exec(uri)?.groups ?? {};
  if (id === undefined) throw notValid(`secret URI "${uri}"`);
  return { id, modelUuid };
}
