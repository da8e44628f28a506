import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { optionTable } from '../../src/jest/options/option-table';
import { Model } from '../../src/model/model';
import { OpsTest } from '../../src/ops-test/ops-test';

const reference = readFileSync(join(__dirname, '../../docs/reference.md'), 'utf8');

/** The names that a class and those that it extends have for everybody. */
function membersOf(type: { readonly prototype: object }): string[] {
  const names: string[] = [];
  let { prototype } = type;
  while (prototype !== Object.prototype) {
    names.push(...Object.getOwnPropertyNames(prototype));
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return [...new Set(names)].filter((name) => name !== 'constructor').sort();
}

// Some are `@internal`: only the environment calls them.

/** What the reference does not name: as a word of code, `name`, `name(…)`, `x.name`. */
const missing = (names: readonly string[]) =>
  names.filter((name) => !new RegExp(`\`[^\`\n]*\\b${name}\\b[^\`\n]*\``).test(reference));

test('every option is in the reference', () => {
  expect(missing(Object.keys(optionTable))).toEqual([]);
});

test('every attribute and method of opsTest is in the reference', () => {
  const internal = ['start', 'finish', 'gatherEvidence', 'hasEvidence'];

  expect(missing(membersOf(OpsTest)).filter((name) => !internal.includes(name))).toEqual([]);
});

test('every attribute and method of a model is in the reference', () => {
  const internal = ['onDispose', 'pastActions', 'statusHistory'];

  expect(missing(membersOf(Model)).filter((name) => !internal.includes(name))).toEqual([]);
});

test('every marker is in the reference', () => {
  expect(missing(['test.abortOnFail', 'test.skipIfDeployed', 'describe.abortOnFail'])).toEqual([]);
});
