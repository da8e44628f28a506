import { TextDecoder, TextEncoder } from 'node:util';
import { runInThisContext } from 'node:vm';

/** What a bakery wants to know of an answer: the part of a browser's XMLHttpRequest that it looks at. @internal */
export interface BakeryAnswer {
  readonly status: number;
  readonly responseText: string;
  getResponseHeader(name: string): string | null;
}

/** The part of `@canonical/macaroon-bakery` that we use, without the types of a browser. @internal */
export interface BakeryModule {
  readonly Bakery: new (config: {
    readonly protocolVersion: number;
    readonly storage: {
      get(key: string): string | null;
      set(key: string, value: string, callback?: (() => void) | null): void;
    };
    readonly sendRequest: (
      url: string,
      method: string,
      headers: Record<string, string>,
      body: string | null | undefined,
      withCredentials: boolean,
      callback: (event: { target: BakeryAnswer }) => void,
    ) => unknown;
    readonly visitPage: (error: { Info?: { VisitURL?: string } }) => void;
  }) => {
    discharge(
      macaroon: object,
      onSuccess: (macaroons: Record<string, unknown>[]) => void,
      onFailure: (reason: unknown) => void,
    ): void;
  };
}

let loaded: BakeryModule | undefined;

/**
 * Loads the bakery, once and only when a macaroon is to be discharged.
 *
 * The package is written for browsers: while it loads it takes its text coders from `window`, and without one from a
 * polyfill that has none. So there is a `window` for as long as loading lasts. Loading is synchronous (`require` of
 * an ES module), and nobody else gets to see it.
 *
 * @internal
 */
export function bakeryModule(): BakeryModule {
  loaded ??= load();
  return loaded;
}

function load(): BakeryModule {
  // The real global with the real `require`, whatever a test runner has put in their places: only they load ES modules.
  const realGlobal = runInThisContext('globalThis') as typeof globalThis & { window?: unknown };
  const { createRequire } = realGlobal.process.getBuiltinModule('node:module');
  const before = Object.getOwnPropertyDescriptor(realGlobal, 'window');
  if (before) return createRequire(__filename)('@canonical/macaroon-bakery') as BakeryModule;
  realGlobal.window = { TextDecoder, TextEncoder };
  try {
    return createRequire(__filename)('@canonical/macaroon-bakery') as BakeryModule;
  } finally {
    delete realGlobal.window;
  }
}
