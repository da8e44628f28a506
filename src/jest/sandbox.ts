import { createRequire } from 'node:module';

import type { Membrane } from './realm/membrane';

/**
 * The condition in the package's `exports` by which a test file gets, instead of the package, an entry that hands it
 * the package as it is outside the sandbox. Loaded a second time inside, its error classes would not be those thrown.
 *
 * @internal
 */
export const sandboxCondition = 'jest-operator-sandbox';

/** The package's entries that a test file may import. @internal */
export type SandboxEntry = '../index' | '../embedded/index';

type Exports = Record<string, unknown>;

/** What the environment lays down for the sandbox entries, under this name. */
interface Shared {
  read(entry: SandboxEntry): Exports;
}

const shared = Symbol.for('jest-operator.sandbox');
const load = createRequire(__filename);

/**
 * Lets the sandbox entries have the package's exports, seen through the membrane. An entry is loaded when a test file
 * asks for it.
 *
 * @param globals - circus' own `test`, `it`, `describe`, and `eventually`: they belong to the sandbox already
 * @internal
 */
export function shareWithSandbox(sandbox: object, membrane: Membrane, globals: () => Exports): void {
  const value: Shared = {
    read: (entry) => {
      const exports = load(entry) as Exports;
      const names = Object.keys(exports).filter((name) => name !== '__esModule');
      const read = (name: string) =>
        defining.has(name) ? globals()[name] : membrane.toInside(exports[name]);
      return Object.defineProperties(
        {},
        Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => read(name) }])),
      );
    },
  };
  Object.defineProperty(sandbox, shared, { value, configurable: true });
}

const defining: ReadonlySet<string> = new Set(['test', 'it', 'describe', 'eventually']);

/**
 * Gives a sandbox entry its exports. To be called in the sandbox.
 *
 * @internal
 */
export function defineSandboxExports(exports: object, entry: SandboxEntry): void {
  const { [shared]: outside } = globalThis as { readonly [shared]?: Shared };
  if (!outside) {
    throw new Error(
      `This entry of jest-operator is for its test environment only (condition ${sandboxCondition})`,
    );
  }
  Object.defineProperties(exports, Object.getOwnPropertyDescriptors(outside.read(entry)));
}
