import './juju-reflect';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type JsonGeneralName,
} from '@peculiar/x509';
import { KeyObject, webcrypto } from 'node:crypto';

/** What a server shows, and what its clients have to trust. */
export interface ServerCertificate {
  readonly caCert: string;
  readonly cert: string;
  readonly key: string;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 24 * 3_600_000;

/** A server certificate with an authority of its own; by default one as Juju makes them. */
export async function serverCertificate({
  dns = ['juju-apiserver', 'localhost'],
  notAfter = new Date(Date.now() + day),
}: { dns?: readonly string[]; notAfter?: Date } = {}): Promise<ServerCertificate> {
  const ca = await keyPair();
  const server = await keyPair();
  const notBefore = new Date(Date.now() - 2 * day);
  const authority = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=juju-generated CA',
    notBefore,
    notAfter: new Date(Date.now() + 2 * day),
    keys: ca,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      await SubjectKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  const names: JsonGeneralName[] = dns.map((value) => ({ type: 'dns', value }));
  const leaf = await X509CertificateGenerator.create({
    subject: 'CN=*',
    issuer: authority.subject,
    notBefore,
    notAfter,
    publicKey: server.publicKey,
    signingKey: ca.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new SubjectAlternativeNameExtension(names),
      await AuthorityKeyIdentifierExtension.create(ca.publicKey),
    ],
  });
  return {
    caCert: authority.toString('pem'),
    cert: leaf.toString('pem'),
    key: KeyObject.from(server.privateKey).export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

async function keyPair(): Promise<webcrypto.CryptoKeyPair> {
  return await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}
