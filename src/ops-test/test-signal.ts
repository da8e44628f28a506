import { AsyncLocalStorage } from 'node:async_hooks';

import type { OpsTestHost } from './ops-test-host';

/**
 * The signal of the running test, for what is done on its behalf, but not for what tidies up after it.
 *
 * @internal
 */
export class TestSignal {
  readonly #host: Pick<OpsTestHost, 'signal'>;
  readonly #tidying = new AsyncLocalStorage<boolean>();

  constructor(host: Pick<OpsTestHost, 'signal'>) {
    this.#host = host;
  }

  /** The signal that ends what is done here; `undefined` where something is tidied up. */
  current(): AbortSignal | undefined {
    return this.#tidying.getStore() === true ? undefined : this.#host.signal();
  }

  /** Does something that must be done although the test was given up. It needs deadlines of its own. */
  tidy<T>(work: () => Promise<T>): Promise<T> {
    return this.#tidying.run(true, work);
  }
}
