import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSigningRequest } from '../../../src/embedded/x509/signing-request';
import { makeSigningRequest } from '../../support/embedded-signing-request';

test('a request says who wants what certified, and for which key', () => {
  const { pem, publicKey } = makeSigningRequest({ commonName: 'web', dnsNames: ['web.example'] });
  const request = readSigningRequest(pem);
  expect(request.subject.toString('latin1')).toContain('web');
  expect(request.publicKey.equals(publicKey)).toBe(true);
  expect(request.alternativeNames?.toString('latin1')).toContain('web.example');
});

test('alternative names need not be asked for', () => {
  expect(readSigningRequest(makeSigningRequest({ commonName: 'web' }).pem).alternativeNames).toBeUndefined();
});

test.each([
  ['nothing of the kind', 'hello', 'it is not in PEM'],
  ['bytes of something else', pemOf('aGVsbG8='), 'these bytes are no DER'],
  ['bytes that end too early', pemOf('MIICaTCC'), 'these bytes are no DER'],
  [
    'a request of another key',
    makeSigningRequest({ commonName: 'web', forged: true }).pem,
    'not signed by the key',
  ],
])('%s is refused', (_what, text, message) => {
  expect(() => readSigningRequest(text)).toThrow(message);
});

function pemOf(base64: string): string {
  return `-----BEGIN CERTIFICATE REQUEST-----\n${base64}\n-----END CERTIFICATE REQUEST-----\n`;
}

const keys: readonly [name: string, key: readonly string[], digest: readonly string[]][] = [
  ['RSA', ['rsa:2048'], []],
  ['an elliptic curve', ['ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'], ['-sha384']],
  ['Ed25519', ['ed25519'], []],
];

// Skipped where openssl is not there: the requests of our own making are read everywhere.
(hasOpenssl() ? describe : describe.skip).each(keys)(
  'what openssl makes with a key of %s',
  (_name, key, digest) => {
    const folder = mkdtempSync(join(tmpdir(), 'jest-operator-test-csr-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('is read', () => {
      const path = join(folder, 'request.pem');
      const names = ['-addext', 'subjectAltName=DNS:web.example,IP:10.0.0.1'];
      const keyFile = ['-keyout', join(folder, 'key.pem')];
      const args = [
        'req',
        '-new',
        '-nodes',
        '-subj',
        '/O=shop/CN=web',
        '-newkey',
        ...key,
        ...digest,
        ...names,
      ];
      execFileSync('openssl', [...args, ...keyFile, '-out', path], { stdio: 'pipe' });
      const { alternativeNames, subject } = readSigningRequest(readFileSync(path, 'utf8'));
      expect(subject.toString('latin1')).toContain('shop');
      expect(alternativeNames?.toString('latin1')).toContain('web.example');
    });
  },
);

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
