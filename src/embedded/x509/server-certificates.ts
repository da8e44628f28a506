import { generateKeyPairSync } from 'node:crypto';
import {
  authorityExtensions,
  distinguishedName,
  extension,
  leafExtensions,
  signCertificate,
} from './certificate';
import * as der from './der';

/** A fresh authority and the server certificate it signed, all in PEM. @internal */
export interface Certificates {
  /** What a client trusts. Its key is thrown away. */
  readonly caCert: string;
  /** What the server shows: its own certificate, then the authority's. */
  readonly chain: string;
  readonly key: string;
}

const subjectAltName = '2.5.29.17';

/**
 * Makes an authority and a server certificate for `juju-apiserver`, `localhost` and 127.0.0.1.
 *
 * Written out by hand, because it stands in every start of a controller: this takes about two milliseconds, while
 * the certificate library takes 150 to load and wants a global `Reflect` polyfill in the user's process. Strict
 * readers (OpenSSL's X509_STRICT as Python 3.13 uses it, Go's) ask for each of the extensions.
 *
 * @internal
 */
export function createCertificates(now = new Date()): Certificates {
  const caKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = distinguishedName('juju-generated CA');
  const ca = signCertificate(now, {
    issuer,
    subject: issuer,
    publicKey: caKeys.publicKey,
    signer: caKeys.privateKey,
    extensions: authorityExtensions(caKeys.publicKey),
  });
  const leaf = signCertificate(now, {
    issuer,
    subject: distinguishedName('Juju API server'),
    publicKey: keys.publicKey,
    signer: caKeys.privateKey,
    extensions: [...leafExtensions(keys.publicKey, caKeys.publicKey, ['server']), serverNames()],
  });
  return {
    caCert: ca,
    chain: leaf + ca,
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function serverNames(): Buffer {
  const dnsName = (host: string) => der.taggedValue(2, Buffer.from(host, 'ascii'));
  const address = der.taggedValue(7, Buffer.of(127, 0, 0, 1));
  return extension(subjectAltName, der.sequence(dnsName('juju-apiserver'), dnsName('localhost'), address));
}
