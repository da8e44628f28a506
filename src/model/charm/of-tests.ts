import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { evidenceFileName, evidenceFolderName } from '../../evidence-names';
import { isRecord } from '../../is-record';

/**
 * Whether what is in a charm's folder is there for its tests alone, and no part of the charm: what they leave, and the
 * packages that run them.
 *
 * @internal
 */
export function isOfTests(path: string): boolean {
  return isLeftByTests(path) || (basename(path) === 'node_modules' && areModulesOfTests(path));
}

/** Evidence, by whatever name its folder goes, and crash dumps. @internal */
export function isLeftByTests(path: string): boolean {
  const name = basename(path);
  if (name === evidenceFolderName || name.startsWith('juju-crashdump-')) return true;
  const evidence = jsonOf(join(path, evidenceFileName));
  return ['file', 'project', 'test'].every((key) => typeof evidence?.[key] === 'string');
}

/** A charm may be a JavaScript program with packages of its own: those of a `package.json` without Jest. */
function areModulesOfTests(path: string): boolean {
  if (existsSync(join(path, 'jest-operator'))) return true;
  const manifest = jsonOf(join(dirname(path), 'package.json'));
  if (manifest === undefined) return true;
  return ['dependencies', 'devDependencies'].some((key) => {
    const packages = manifest[key];
    return isRecord(packages) && ('jest-operator' in packages || 'jest' in packages);
  });
}

function jsonOf(path: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
