import { isCertificateError, waysToTrust } from '../../src/juju/trust';

const caCert = 'PEM';
const strict = { rejectUnauthorized: true, minVersion: 'TLSv1.2' };

test('a controller’s own authority vouches for juju-apiserver, and nothing else does', () => {
  expect(waysToTrust({ caCert }, '10.0.0.1')).toEqual([
    { ...strict, ca: caCert, servername: 'juju-apiserver' },
  ]);
});

test('with a public name the system’s roots come second', () => {
  expect(waysToTrust({ caCert, publicHostname: 'juju.example' }, '10.0.0.1')).toEqual([
    { ...strict, ca: caCert, servername: 'juju-apiserver' },
    { ...strict, servername: 'juju.example' },
  ]);
});

test('without an authority the system’s roots vouch for the public name, the host’s name, or its address', () => {
  expect(waysToTrust({ publicHostname: 'juju.example' }, '10.0.0.1')).toEqual([
    { ...strict, servername: 'juju.example' },
  ]);
  expect(waysToTrust({}, 'jaas.ai')).toEqual([{ ...strict, servername: 'jaas.ai' }]);
  expect(waysToTrust({}, '10.0.0.1')).toEqual([{ ...strict, servername: '' }]);
});

test('only what is about certificates is a certificate error', () => {
  expect(isCertificateError({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })).toBe(true);
  expect(isCertificateError({ code: 'ECONNREFUSED' })).toBe(false);
  expect(isCertificateError(undefined)).toBe(false);
});
