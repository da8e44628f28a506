import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { JujuError } from '../../errors';
import { messageOf } from '../../message-of';
import type { CookieJar } from '../cookie-jar';
import { strict, type TrustOptions } from '../trust';
import type { DischargeAnswer, DischargeRequest, SendToDischarger } from './discharge';

/** @internal */
export interface DischargerAccess {
  /** `host:port` of the controller's own endpoints: there its own authority holds, everywhere else the system's roots. */
  readonly ownEndpoints: ReadonlySet<string>;
  readonly trust: TrustOptions;
  readonly lookup: LookupFunction;
  /** Earlier logins at identity providers are there, too. */
  readonly jar: CookieJar;
  readonly signal: AbortSignal;
}

/** An answer of a discharger is a macaroon: more than this it cannot be. */
const maxAnswer = 1024 * 1024;

/** Speaks HTTP with dischargers for one login. @internal */
export function dischargerClient(access: DischargerAccess): SendToDischarger {
  return (wanted) => send(wanted, access);
}

function send(
  { url, method, headers, body }: DischargeRequest,
  access: DischargerAccess,
): Promise<DischargeAnswer> {
  const secure = url.protocol === 'https:';
  if (!secure && !isLoopback(url.hostname)) return Promise.reject(unencrypted(url));
  const isController = access.ownEndpoints.has(`${url.hostname}:${url.port || '443'}`);
  const cookies = access.jar.cookiesFor(url.hostname, url.pathname);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      reject(unreachable(url, access.signal.aborted ? access.signal.reason : error));
    };
    const request = (secure ? httpsRequest : httpRequest)(url, {
      // Said everywhere: NODE_TLS_REJECT_UNAUTHORIZED would turn it off where it is not.
      ...strict,
      ...(isController ? { ...access.trust, lookup: access.lookup } : {}),
      method,
      agent: false,
      signal: access.signal,
      headers: {
        ...headers,
        ...(cookies.length > 0
          ? { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
          : {}),
      },
    });
    request.on('error', fail);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('error', fail);
      response.on('data', (chunk: string) => {
        text += chunk;
        if (text.length > maxAnswer) request.destroy(new Error('the answer is too long'));
      });
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          contentType: response.headers['content-type'] ?? '',
          text,
        });
      });
    });
    request.end(body);
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}

function unencrypted(url: URL): JujuError {
  return new JujuError(
    `the discharger at ${url.origin} is not reached by https: macaroons are not sent there`,
    {
      code: 'discharge failed',
    },
  );
}

function unreachable(url: URL, cause: unknown): JujuError {
  return new JujuError(`the discharger at ${url.origin} cannot be reached: ${messageOf(cause)}`, {
    code: 'discharge failed',
    cause,
  });
}
