import { defineSandboxExports } from './sandbox';

// What a test file gets as 'jest-operator'.
defineSandboxExports(exports as object, '../index');

/** Never called: names of exports are also looked for in the text of a module, where an ES module imports it. */
export function namesForReadersOfTheText(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports, @typescript-eslint/no-unsafe-assignment
  module.exports = require('../index');
}
