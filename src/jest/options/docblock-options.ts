import { basename } from 'node:path';

import { OptionError } from '../errors';

const right = 'jest-environment-options';

/**
 * The keys that a test file gives in its own docblock. Jest has merged the values into `testEnvironmentOptions`
 * already, so that only their names are lost.
 *
 * @throws OptionError when the docblock gives options twice or by a misspelt name, which Jest passes over in silence
 * @internal
 */
export function docblockKeys(
  pragmas: Readonly<Record<string, string | readonly string[]>>,
  testPath: string,
): ReadonlySet<string> {
  checkNames(pragmas, testPath);
  const pragma = pragmas[right];
  if (pragma === undefined) return new Set();
  if (typeof pragma !== 'string') {
    throw new OptionError(
      `${basename(testPath)} has ${String(pragma.length)} @jest-environment-options lines, and Jest heeds none of ` +
        'them then. Write all options into one line, as one JSON object',
    );
  }
  const parsed: unknown = JSON.parse(pragma);
  return new Set(typeof parsed === 'object' && parsed !== null ? Object.keys(parsed) : []);
}

function checkNames(pragmas: object, testPath: string): void {
  const stranger = Object.keys(pragmas).find((name) => /^jest-.*option/.test(name) && name !== right);
  if (stranger === undefined) return;
  throw new OptionError(
    `Nobody heeds @${stranger} in the docblock of ${basename(testPath)}. Options of a file are given by ` +
      `@${right} and a JSON object`,
  );
}
