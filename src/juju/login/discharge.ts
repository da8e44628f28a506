import { JujuError } from '../../errors';
import { type BakeryAnswer, bakeryModule } from '../bakery-module';
import type { Macaroon, MacaroonSlice } from '../wire-types';

/** A request to a discharger. @internal */
export interface DischargeRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @internal */
export interface DischargeAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Speaks HTTP with dischargers; the controller may be one of them. @internal */
export type SendToDischarger = (request: DischargeRequest) => Promise<DischargeAnswer>;

/**
 * Version 1 of the bakery's protocol: its caveats are texts. Those of later versions are bytes, which
 * `@canonical/macaroon-bakery` garbles on their way to the discharger. Every Juju speaks version 1.
 *
 * @internal
 */
export const bakeryVersion = 1;

/**
 * A discharger wants a person: a browser, a password, a second factor. A test run has none.
 *
 * @internal
 */
class InteractionRequired extends JujuError {}

/**
 * Collects the discharges of a macaroon's third-party caveats.
 *
 * @returns the macaroon and its discharges, bound to it
 * @throws InteractionRequired where a discharger wants a person
 * @internal
 */
export function discharge(macaroon: Macaroon, send: SendToDischarger): Promise<MacaroonSlice> {
  return new Promise((resolve, reject) => {
    const kept = new Map<string, string>();
    const fail = (reason: unknown) => reject(reason instanceof Error ? reason : failed(reason));
    const { Bakery } = bakeryModule();
    const bakery = new Bakery({
      protocolVersion: bakeryVersion,
      storage: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value, callback) => {
          kept.set(key, value);
          callback?.();
        },
      },
      sendRequest: (url, method, headers, body, _withCredentials, callback) => {
        // What the bakery throws in its callback (an answer without a macaroon, a page to visit) ends here, too.
        void answer(send, url, method, headers, body ?? '')
          .then((target) => callback({ target }))
          .catch(fail);
      },
      visitPage: ({ Info }) => {
        throw new InteractionRequired(
          `the discharger wants somebody to log in${Info?.VisitURL ? ` at ${withoutQuery(Info.VisitURL)}` : ''}`,
          { code: 'interaction required' },
        );
      },
    });
    bakery.discharge(macaroon, resolve, fail);
  });
}

async function answer(
  send: SendToDischarger,
  address: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<BakeryAnswer> {
  const url = new URL(address);
  const { status, contentType, text } = await send({ url, method: method.toUpperCase(), headers, body });
  const isOfBakery = status === 200 || status === 401 || status === 407;
  if (!isOfBakery) {
    throw new JujuError(`the discharger at ${url.origin} answered HTTP ${String(status)}`, {
      code: 'discharge failed',
    });
  }
  return {
    status,
    responseText: text,
    // The bakery compares the type as a whole; a charset behind it is none of its business.
    getResponseHeader: (name) =>
      /^content-type$/i.test(name) ? (contentType.split(';')[0] ?? '').trim() : null,
  };
}

/** The bakery fails with texts, or with the discharger's own `{ Message }`. */
function failed(reason: unknown): JujuError {
  const told = (reason as { Message?: unknown } | null)?.Message ?? reason;
  const words = typeof told === 'string' && told !== '' ? told : 'no reason given';
  return new JujuError(`the discharge failed: ${words}`, { code: 'discharge failed' });
}

/** The query of such a page identifies the login: it is nobody else's business. */
function withoutQuery(address: string): string {
  return address.replace(/[?#].*$/, '');
}
