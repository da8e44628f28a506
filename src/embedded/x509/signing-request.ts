import { createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { JujuError } from '../../errors';
import { objectId } from './der';
import { partsOf, readElements, type Element } from './read-der';

/** What somebody wants to have certified. Names and extensions are in DER. @internal */
export interface SigningRequest {
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  /** The extension of the subject's alternative names, whole; none where none is asked for. */
  readonly alternativeNames: Buffer | undefined;
}

const extensionRequest = objectId('1.2.840.113549.1.9.14');
const subjectAltName = objectId('2.5.29.17');
/** Algorithm of the signature → the digest that it is of; `null` for one that has its own. */
const digests: readonly (readonly [oid: Buffer, digest: string | null])[] = [
  [objectId('1.2.840.113549.1.1.11'), 'sha256'],
  [objectId('1.2.840.113549.1.1.12'), 'sha384'],
  [objectId('1.2.840.113549.1.1.13'), 'sha512'],
  [objectId('1.2.840.10045.4.3.2'), 'sha256'],
  [objectId('1.2.840.10045.4.3.3'), 'sha384'],
  [objectId('1.2.840.10045.4.3.4'), 'sha512'],
  [objectId('1.3.101.112'), null],
];

/**
 * Reads a request for a certificate (PKCS #10), and checks that who asks has the key.
 *
 * @param text - in PEM
 * @throws JujuError for what is no such request, or signed by another key or in a way that is not known
 * @internal
 */
export function readSigningRequest(text: string): SigningRequest {
  const encoded = /-----BEGIN CERTIFICATE REQUEST-----([^-]+)-----END CERTIFICATE REQUEST-----/.exec(
    text,
  )?.[1];
  if (encoded === undefined) throw refused('it is not in PEM, or no "CERTIFICATE REQUEST"');
  const [info, algorithm, signature] = partsOf(readElements(Buffer.from(encoded, 'base64'))[0]);
  const [, subject, key, attributes] = partsOf(info);
  if (!info || !signature || !subject || !key) throw refused('parts of it are missing');
  const publicKey = createPublicKey({ key: key.raw, format: 'der', type: 'spki' });
  // The first byte of bits says how many of the last are not used.
  if (!verify(digestOf(algorithm), info.raw, publicKey, signature.value.subarray(1)))
    throw refused('it is not signed by the key that it is for');
  return { subject: subject.raw, publicKey, alternativeNames: alternativeNamesIn(attributes) };
}

function digestOf(algorithm: Element | undefined): string | null {
  const [oid] = partsOf(algorithm);
  const known = digests.find(([candidate]) => oid?.raw.equals(candidate));
  if (known === undefined) throw refused('it is signed in a way that is not known here');
  return known[1];
}

function alternativeNamesIn(attributes: Element | undefined): Buffer | undefined {
  for (const attribute of attributes === undefined ? [] : partsOf(attributes)) {
    const [oid, values] = partsOf(attribute);
    if (oid?.raw.equals(extensionRequest) !== true) continue;
    const extensions = partsOf(partsOf(values)[0]);
    return extensions.find((each) => partsOf(each)[0]?.raw.equals(subjectAltName))?.raw;
  }
  return undefined;
}

const refused = (why: string): JujuError =>
  new JujuError(`this request for a certificate is refused: ${why}`, { code: 'not valid' });
