import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { ClientStoreError } from './errors';

/** Whom to believe that it is the controller. @internal */
export interface Trust {
  /** PEM of the only authority that holds; without it the system's roots do. */
  readonly caCert?: string | undefined;
  /** The name under which the controller has a public certificate. */
  readonly publicHostname?: string | undefined;
}

/** The part of TLS options that says whom to trust. Verification is never off. @internal */
export interface TrustOptions {
  readonly rejectUnauthorized: true;
  readonly minVersion: 'TLSv1.2';
  readonly servername: string;
  readonly ca?: string;
}

/** The name that Juju puts into the certificates which its own authority signs. */
const controllerServerName = 'juju-apiserver';

/**
 * The ways to trust a controller, to be tried in turn: its own authority first, and where it has a public name, too,
 * the system's roots for that name. This is what the juju client does.
 *
 * @internal
 */
export function waysToTrust({ caCert, publicHostname }: Trust, host: string): TrustOptions[] {
  const publicly = { ...strict, servername: publicHostname ?? (isIP(host) === 0 ? host : '') };
  if (caCert === undefined) return [publicly];
  const privately = { ...strict, servername: controllerServerName, ca: caCert };
  return publicHostname === undefined ? [privately] : [privately, publicly];
}

/** Verification that nothing in the environment turns off. @internal */
export const strict = { rejectUnauthorized: true, minVersion: 'TLSv1.2' } as const;

/**
 * Sees to it that a ca-cert is a certificate.
 *
 * @throws ClientStoreError naming the controller, the file and the next step
 * @internal
 */
export function checkCaCert(caCert: string | undefined, controllerName: string, path: string): void {
  if (caCert === undefined) return;
  try {
    new X509Certificate(caCert);
  } catch (cause) {
    throw new ClientStoreError(
      `The ca-cert of controller "${controllerName}" in ${path} is not a certificate in PEM form. ` +
        `Register the controller anew: \`juju unregister ${controllerName}\`, then \`juju register\` or \`juju login\`.`,
      path,
      { cause },
    );
  }
}

const certificateCodes = new Set([
  'AUTHORITY_ISSUER_SERIAL_NUMBER_MISMATCH',
  'AUTHORITY_KEY_IDENTIFIER_MISMATCH',
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'SUBJECT_ISSUER_MISMATCH',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether a connection failed because the other side's certificate is not one to trust. @internal */
export function isCertificateError(error: unknown): boolean {
  return certificateCodes.has((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}
