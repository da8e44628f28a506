import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createCertificates } from '../../../src/embedded/x509/server-certificates';

function split(chain: string): X509Certificate[] {
  const blocks = chain.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}

test('the server certificate is signed by the authority, for the names that clients use', () => {
  const { caCert, chain } = createCertificates();
  const ca = new X509Certificate(caCert);
  const [leaf, sent] = split(chain);
  expect(leaf?.checkIssued(ca)).toBe(true);
  expect(leaf?.verify(ca.publicKey)).toBe(true);
  expect(sent?.fingerprint256).toBe(ca.fingerprint256);
  expect(leaf?.checkHost('juju-apiserver')).toBe('juju-apiserver');
  expect(leaf?.checkHost('localhost')).toBe('localhost');
  expect(leaf?.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf?.checkHost('example.com')).toBeUndefined();
});

test('the authority is one, the server certificate is none', () => {
  const { caCert, chain } = createCertificates();
  expect(new X509Certificate(caCert).ca).toBe(true);
  expect(split(chain)[0]?.ca).toBe(false);
});

test('the key is the server certificate’s', () => {
  const { chain, key } = createCertificates();
  expect(split(chain)[0]?.checkPrivateKey(createPrivateKey(key))).toBe(true);
});

test('a certificate holds from yesterday, for not more than the 825 days that platforms accept', () => {
  const now = new Date('2030-06-15T12:30:45Z');
  const { caCert } = createCertificates(now);
  const certificate = new X509Certificate(caCert);
  expect(new Date(certificate.validFrom)).toEqual(new Date('2030-06-14T12:30:45Z'));
  const days = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
  expect(days).toBe(801);
});

test('no two are alike', () => {
  const serials = [createCertificates(), createCertificates()].flatMap(({ chain }) =>
    split(chain).map(({ serialNumber }) => serialNumber),
  );
  expect(new Set(serials).size).toBe(4);
});
