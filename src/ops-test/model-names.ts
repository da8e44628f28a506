import { randomInt } from 'node:crypto';
import { basename } from 'node:path';

/**
 * Juju itself sets no limit, but a model is a namespace on Kubernetes (63 characters at most), and Juju adds to its
 * name for other things.
 */
const longest = 40;
const suffixLength = 4;
const suffixAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * A new name for a model of a test file, valid for Juju and on Kubernetes: `my-charm-x1y2` for `test/my_charm.test.ts`,
 * `my-charm-cos-x1y2` for one with the alias `cos`.
 *
 * The random end keeps the same file in two runs, or two workers, apart.
 *
 * @internal
 */
export function newModelName(testPath: string, alias = ''): string {
  const space = longest - suffixLength - 1;
  const end = shortened(asNamePart(alias), Math.floor(space / 2));
  const start = shortened(testFileStem(testPath), end === '' ? space : space - end.length - 1);
  return [start, end, randomSuffix()].filter((part) => part !== '').join('-');
}

/** What names a test file: `My_charm.test.ts` is `my-charm`. */
function testFileStem(testPath: string): string {
  const stem = asNamePart(basename(testPath).replace(/(?:[._-](?:test|spec))?\.[^.]+$/i, ''));
  if (stem === '') return 'test';
  return /^[a-z]/.test(stem) ? stem : `test-${stem}`;
}

/** Accents go, as far as Unicode can take them from their letters; all else that is no letter or digit is a dash. */
function asNamePart(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

function shortened(text: string, length: number): string {
  return text.slice(0, length).replace(/-$/, '');
}

function randomSuffix(): string {
  return Array.from({ length: suffixLength }, () => suffixAlphabet[randomInt(suffixAlphabet.length)]).join(
    '',
  );
}
