import { basename } from 'node:path';

import { OptionError } from '../errors';

/**
 * The keys that a test file gives in its own docblock. Jest has merged the values into `testEnvironmentOptions`
 * already, so that only their names are lost.
 *
 * @throws OptionError when the docblock gives options twice, which Jest passes over in silence
 * @internal
 */
export function docblockKeys(
  pragmas: Readonly<Record<string, string | readonly string[]>>,
  testPath: string,
): ReadonlySet<string> {
  const pragma = pragmas['jest-environment-options'];
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
