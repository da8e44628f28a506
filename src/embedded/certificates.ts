import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as der from './server/der';

/** A fresh authority and the server certificate it signed, all in PEM. @internal */
export interface Certificates {
  /** What a client trusts. Its key is thrown away. */
  readonly caCert: string;
  /** What the server shows: its own certificate, then the authority's. */
  readonly chain: string;
  readonly key: string;
}

const oids = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
};

const day = 24 * 60 * 60 * 1000;

/**
 * Makes an authority and a server certificate for `juju-apiserver`, `localhost` and 127.0.0.1.
 *
 * Written out by hand, because it stands in every start of a controller: this takes about two milliseconds, while
 * the certificate library takes 150 to load and wants a global `Reflect` polyfill in the user's process. Strict
 * readers (OpenSSL's X509_STRICT as Python 3.13 uses it, Go's) ask for each of the extensions below.
 *
 * @internal
 */
export function createCertificates(now = new Date()): Certificates {
  const caKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const caName = name('juju-generated CA');
  const ca = certificate(now, {
    issuer: caName,
    subject: caName,
    publicKey: caKeys.publicKey,
    signer: caKeys.privateKey,
    extensions: authorityExtensions(caKeys.publicKey),
  });
  const leaf = certificate(now, {
    issuer: caName,
    subject: name('Juju API server'),
    publicKey: keys.publicKey,
    signer: caKeys.privateKey,
    extensions: serverExtensions(keys.publicKey, caKeys.publicKey),
  });
  return {
    caCert: ca,
    chain: leaf + ca,
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

interface CertificateRequest {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: Buffer[];
}

function certificate(now: Date, request: CertificateRequest): string {
  const algorithm = der.sequence(der.objectId(oids.ecdsaWithSha256));
  const version3 = der.tagged(0, der.integer(Buffer.of(2)));
  const validity = der.sequence(
    // Yesterday, for clients in a container whose clock is a little behind.
    der.utcTime(new Date(now.getTime() - day)),
    // The longest that every platform accepts of a server certificate is 825 days.
    der.utcTime(new Date(now.getTime() + 800 * day)),
  );
  const body = der.sequence(
    version3,
    der.integer(randomBytes(16)),
    algorithm,
    request.issuer,
    validity,
    request.subject,
    request.publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(...request.extensions)),
  );
  return pem(der.sequence(body, algorithm, der.bits(sign('sha256', body, request.signer))));
}

function authorityExtensions(publicKey: KeyObject): Buffer[] {
  const isAuthority = der.sequence(der.boolean(true), der.integer(Buffer.of(0)));
  const signsCertificates = Buffer.of(0b0000_0110);
  return [
    extension(oids.basicConstraints, isAuthority, true),
    extension(oids.keyUsage, der.bits(signsCertificates, 1), true),
    extension(oids.subjectKeyIdentifier, der.octets(keyIdentifier(publicKey))),
  ];
}

function serverExtensions(publicKey: KeyObject, authority: KeyObject): Buffer[] {
  const dnsName = (host: string) => der.taggedValue(2, Buffer.from(host, 'ascii'));
  const names = [
    dnsName('juju-apiserver'),
    dnsName('localhost'),
    der.taggedValue(7, Buffer.of(127, 0, 0, 1)),
  ];
  const signsData = Buffer.of(0b1000_0000);
  return [
    extension(oids.basicConstraints, der.sequence(), true),
    extension(oids.keyUsage, der.bits(signsData, 7), true),
    extension(oids.extendedKeyUsage, der.sequence(der.objectId(oids.serverAuthentication))),
    extension(oids.subjectKeyIdentifier, der.octets(keyIdentifier(publicKey))),
    extension(oids.authorityKeyIdentifier, der.sequence(der.taggedValue(0, keyIdentifier(authority)))),
    extension(oids.subjectAltName, der.sequence(...names)),
  ];
}

function extension(oid: string, value: Buffer, critical = false): Buffer {
  return der.sequence(der.objectId(oid), ...(critical ? [der.boolean(true)] : []), der.octets(value));
}

/** RFC 5280 §4.2.1.2: the SHA-1 of the key's own bits, which for P-256 are the last 65 bytes of its encoding. */
function keyIdentifier(publicKey: KeyObject): Buffer {
  const encoded = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha1').update(encoded.subarray(-65)).digest();
}

function name(commonName: string): Buffer {
  const part = (oid: string, value: string) => der.set(der.sequence(der.objectId(oid), der.utf8(value)));
  return der.sequence(part(oids.organization, 'juju'), part(oids.commonName, commonName));
}

function pem(content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
