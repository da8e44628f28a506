// The markers as types: on the globals of @types/jest, on those of @jest/globals, and on the exports of this package.
import type * as jestGlobals from '@jest/globals';

import type { EmbeddedController } from '../embedded/index';
import type { OpsTest } from '../ops-test/ops-test';

/**
 * The markers of a function that defines tests: of `test`, `describe`, and of their variants.
 *
 * @public
 */
export interface Markers<T> {
  /**
   * When a test defined so fails, the rest of the file is skipped. On `describe`: when any test in it fails.
   *
   * @example
   * ```ts
   * test.abortOnFail('deploys', async () => {
   *   await opsTest.model.deploy('./my-charm');
   *   await opsTest.model.waitForIdle({ status: 'active' });
   * });
   * ```
   */
  readonly abortOnFail: T;
  /** Skipped when the options say that the model has all it needs: `model` and `noDeploy`. */
  readonly skipIfDeployed: T;
}

/**
 * A function that defines tests, with the markers, which go with each other and with `each`, `only`, `skip`,
 * `failing` and `concurrent` in any order.
 *
 * @public
 */
export type Marked<T> = T & Markers<Marked<T>> & { readonly [K in Extract<keyof T, Variant>]: Marked<T[K]> };

type Variant = 'only' | 'skip' | 'failing' | 'concurrent';

/** `test` with the markers. @public */
export type MarkedTest = Marked<typeof jestGlobals.test>;

/** `describe` with the markers. @public */
export type MarkedDescribe = Marked<typeof jestGlobals.describe>;

declare global {
  /** What a test file does with its models; there in every test file of the `jest-operator` environment. */
  var opsTest: OpsTest & { readonly embedded: EmbeddedController | undefined };

  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    interface It {
      readonly abortOnFail: It;
      readonly skipIfDeployed: It;
    }
    interface Describe {
      readonly abortOnFail: Describe;
      readonly skipIfDeployed: Describe;
    }
  }
}

declare module '@jest/types' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Global {
    interface ItBase {
      readonly abortOnFail: this;
      readonly skipIfDeployed: this;
    }
    interface ItConcurrentBase {
      readonly abortOnFail: this;
      readonly skipIfDeployed: this;
    }
    interface DescribeBase {
      readonly abortOnFail: this;
      readonly skipIfDeployed: this;
    }
  }
}
