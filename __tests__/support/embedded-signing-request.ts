import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { distinguishedName, extension } from '../../src/embedded/x509/certificate';
import * as der from '../../src/embedded/x509/der';

export interface RequestSketch {
  readonly commonName: string;
  readonly dnsNames?: readonly string[];
  /** Signed by another key than it is for. */
  readonly forged?: boolean;
}

/** A request for a certificate, in PEM, as a charm's library makes it. */
export function makeSigningRequest({ commonName, dnsNames = [], forged = false }: RequestSketch): {
  readonly pem: string;
  readonly publicKey: KeyObject;
} {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : keys;
  const names = dnsNames.map((name) => der.taggedValue(2, Buffer.from(name)));
  const wanted = der.sequence(extension('2.5.29.17', der.sequence(...names)));
  const attribute = der.sequence(der.objectId('1.2.840.113549.1.9.14'), der.set(wanted));
  const info = der.sequence(
    der.integer(Buffer.of(0)),
    distinguishedName(commonName),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(0, dnsNames.length > 0 ? attribute : Buffer.alloc(0)),
  );
  const algorithm = der.sequence(der.objectId('1.2.840.10045.4.3.2'));
  const request = der.sequence(info, algorithm, der.bits(sign('sha256', info, signer.privateKey)));
  const lines = request.toString('base64').match(/.{1,64}/g) ?? [];
  const label = 'CERTIFICATE REQUEST';
  return {
    pem: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`,
    publicKey: keys.publicKey,
  };
}
