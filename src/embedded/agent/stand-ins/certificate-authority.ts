import { generateKeyPairSync } from 'node:crypto';
import { isRecord } from '../../../is-record';
import { messageOf } from '../../../message-of';
import {
  authorityExtensions,
  distinguishedName,
  leafExtensions,
  signCertificate,
} from '../../x509/certificate';
import { readSigningRequest } from '../../x509/signing-request';
import { charm, type CharmScript } from '../scripted/charm-script';
import type { ScriptContext } from '../scripted/script-context';
import type { ScriptRelation } from '../scripted/script-relation';
import { jsonIn, RelationProblem, servingHooks, serveRelations } from './relation-problem';
import type { StandInOptions } from './stand-in-options';

/** How {@link certificateAuthority} behaves. @public */
export interface CertificateAuthorityOptions extends StandInOptions {
  /** @defaultValue `'certificates'` */
  readonly endpoint?: string;
}

/** One entry of the provider's `certificates`. */
interface Issued {
  readonly ca: string;
  readonly chain: readonly string[];
  readonly certificate_signing_request: string;
  readonly certificate: string;
}

interface Asked {
  readonly request: string;
  readonly ca: boolean;
}

/**
 * Stands for a certificate authority such as `self-signed-certificates` in relations of the interface `tls-certificates`,
 * version 1 (the library's 1 to 4). The certificates are real: each signing request is checked and signed by an
 * authority that is made for the controller, so that a charm can serve TLS with it. Nobody else trusts that authority. A
 * request that is none shows in its status.
 *
 * Juju 3.6 and 4.0.
 *
 * @param options - its endpoint
 * @returns a script to release by `charms: { 'self-signed-certificates': certificateAuthority() }` or
 *   {@link EmbeddedController.standIn}
 * @example
 * ```ts
 * await opsTest.embedded?.standIn('self-signed-certificates', certificateAuthority());
 * await opsTest.model.deploy('self-signed-certificates');
 * await opsTest.model.integrate('web:certificates', 'self-signed-certificates');
 * ```
 * @public
 */
export function certificateAuthority({
  endpoint = 'certificates',
  config,
}: CertificateAuthorityOptions = {}): CharmScript {
  const authority = new Authority();
  return charm({
    provides: { [endpoint]: 'tls-certificates' },
    ...(config && { config }),
    on: servingHooks(endpoint, (ctx) =>
      serveRelations(ctx, endpoint, (relation) => {
        if (ctx.isLeader) serve(ctx, relation, authority);
      }),
    ),
  });
}

function serve(ctx: ScriptContext, relation: ScriptRelation, authority: Authority): void {
  const before = (jsonIn(relation.get(ctx.app), 'certificates') ?? []) as Issued[];
  const bags = [relation.app, ...relation.units].map((entity) => relation.get(entity));
  const certificates = bags
    .flatMap(askedIn)
    .map(
      ({ request, ca }) =>
        before.find((issued) => issued.certificate_signing_request === request) ??
        authority.issue(request, ca),
    );
  if (certificates.length === 0 && before.length === 0) return;
  relation.setApp({ certificates: JSON.stringify(certificates) });
}

function askedIn(bag: Readonly<Record<string, string>>): Asked[] {
  const asked = jsonIn(bag, 'certificate_signing_requests') ?? [];
  if (!Array.isArray(asked)) throw new RelationProblem('certificate_signing_requests is not a list');
  return asked.map((each: unknown) => {
    const request = isRecord(each) ? each['certificate_signing_request'] : undefined;
    if (typeof request !== 'string')
      throw new RelationProblem(
        'an entry of certificate_signing_requests has no certificate_signing_request',
      );
    return { request, ca: isRecord(each) && each['ca'] === true };
  });
}

/** One for each stand-in; its key never leaves it. */
class Authority {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #name = distinguishedName('embedded certificate authority');
  readonly #certificate = signCertificate(new Date(), {
    issuer: this.#name,
    subject: this.#name,
    publicKey: this.#keys.publicKey,
    signer: this.#keys.privateKey,
    extensions: authorityExtensions(this.#keys.publicKey, 1),
  }).trim();

  issue(request: string, isAuthority: boolean): Issued {
    const { subject, publicKey, alternativeNames } = read(request);
    const certificate = signCertificate(new Date(), {
      issuer: this.#name,
      subject,
      publicKey,
      signer: this.#keys.privateKey,
      extensions: [
        ...(isAuthority
          ? authorityExtensions(publicKey)
          : leafExtensions(publicKey, this.#keys.publicKey, ['server', 'client'])),
        ...(alternativeNames === undefined ? [] : [alternativeNames]),
      ],
    }).trim();
    return {
      ca: this.#certificate,
      chain: [certificate, this.#certificate],
      certificate_signing_request: request,
      certificate,
    };
  }
}

function read(request: string): ReturnType<typeof readSigningRequest> {
  try {
    return readSigningRequest(request);
  } catch (error) {
    throw new RelationProblem(messageOf(error));
  }
}
