import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as der from './der';

const oids = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  clientAuthentication: '1.3.6.1.5.5.7.3.2',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
};

const day = 24 * 60 * 60 * 1000;

/** What a certificate says, and who signs it. Names and extensions are in DER. @internal */
export interface CertificateBody {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  /** A P-256 key. */
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

/** Signs a certificate that is good for 800 days, in PEM. @internal */
export function signCertificate(now: Date, body: CertificateBody): string {
  const algorithm = der.sequence(der.objectId(oids.ecdsaWithSha256));
  const version3 = der.tagged(0, der.integer(Buffer.of(2)));
  const validity = der.sequence(
    // Yesterday, for clients in a container whose clock is a little behind.
    der.utcTime(new Date(now.getTime() - day)),
    // The longest that every platform accepts of a server certificate is 825 days.
    der.utcTime(new Date(now.getTime() + 800 * day)),
  );
  const content = der.sequence(
    version3,
    der.integer(randomBytes(16)),
    algorithm,
    body.issuer,
    validity,
    body.subject,
    body.publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(...body.extensions)),
  );
  return pem(der.sequence(content, algorithm, der.bits(sign('sha256', content, body.signer))));
}

/**
 * What makes a certificate an authority's.
 *
 * @param below - how many authorities there may be between it and a certificate that is none
 * @internal
 */
export function authorityExtensions(publicKey: KeyObject, below: 0 | 1 = 0): Buffer[] {
  const isAuthority = der.sequence(der.boolean(true), der.integer(Buffer.of(below)));
  const signsCertificates = Buffer.of(0b0000_0110);
  return [
    extension(oids.basicConstraints, isAuthority, true),
    extension(oids.keyUsage, der.bits(signsCertificates, 1), true),
    extension(oids.subjectKeyIdentifier, der.octets(keyIdentifier(publicKey))),
  ];
}

/** What makes a certificate one of a server, or of a client too. @internal */
export function leafExtensions(
  publicKey: KeyObject,
  authority: KeyObject,
  uses: readonly ('client' | 'server')[],
): Buffer[] {
  const signsData = Buffer.of(0b1000_0000);
  const purposes = uses.map((use) => der.objectId(oids[`${use}Authentication`]));
  return [
    extension(oids.basicConstraints, der.sequence(), true),
    extension(oids.keyUsage, der.bits(signsData, 7), true),
    extension(oids.extendedKeyUsage, der.sequence(...purposes)),
    extension(oids.subjectKeyIdentifier, der.octets(keyIdentifier(publicKey))),
    extension(oids.authorityKeyIdentifier, der.sequence(der.taggedValue(0, keyIdentifier(authority)))),
  ];
}

/** @internal */
export function extension(oid: string, value: Buffer, critical = false): Buffer {
  return der.sequence(der.objectId(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}

/** A name in DER: `O=juju, CN=<common name>`. @internal */
export function distinguishedName(commonName: string): Buffer {
  const part = (oid: string, value: string) => der.set(der.sequence(der.objectId(oid), der.utf8(value)));
  return der.sequence(part(oids.organization, 'juju'), part(oids.commonName, commonName));
}

/** RFC 7093 §2: 160 bits of the SHA-256 of the encoded key. */
function keyIdentifier(publicKey: KeyObject): Buffer {
  const encoded = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(encoded).digest().subarray(0, 20);
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
