import { AsyncLocalStorage } from 'node:async_hooks';

import type { OpsTestHost } from './ops-test-host';

/**
 * Those that tidy up in a flow of control. One for all of them: Node has each promise know of every storage that was ever
 * used, and a process runs many test files.
 */
const tidying = new AsyncLocalStorage<ReadonlySet<TestSignal>>();

/**
 * The signal of the running test, for what is done on its behalf, but not for what tidies up after it.
 *
 * @internal
 */
export class TestSignal {
  readonly #host: Pick<OpsTestHost, 'signal'>;

  constructor(host: Pick<OpsTestHost, 'signal'>) {
    this.#host = host;
  }

  /** The signal that ends what is done here; `undefined` where something is tidied up. */
  current(): AbortSignal | undefined {
    return tidying.getStore()?.has(this) ? undefined : this.#host.signal();
  }

  /** Does something that must be done although the test was given up. It needs deadlines of its own. */
  tidy<T>(work: () => Promise<T>): Promise<T> {
    return tidying.run(new Set([...(tidying.getStore() ?? []), this]), work);
  }
}
