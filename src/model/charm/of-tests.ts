import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { evidenceFileName, evidenceFolderName } from '../../evidence-names';
import { isRecord } from '../../is-record';

/**
 * Whether what is in a charm's folder is there for its tests alone, and no part of the charm: what they leave, and the
 * packages that run them.
 *
 * @param charm - the charm's folder, which the path begins with
 * @internal
 */
export function isOfTests(path: string, charm: string): boolean {
  return isLeftByTests(path) || (path === join(charm, 'node_modules') && hasModulesOfTests(charm));
}

/** Evidence, by whatever name its folder goes, and crash dumps. @internal */
export function isLeftByTests(path: string): boolean {
  const name = basename(path);
  if (name === evidenceFolderName || name.startsWith('juju-crashdump-')) return true;
  const evidence = jsonOf(join(path, evidenceFileName));
  return ['file', 'project', 'test'].every((key) => typeof evidence?.[key] === 'string');
}

/** Programs of a charm have packages as well, whose own packages may name Jest: only those at its top can be the tests'. */
function hasModulesOfTests(charm: string): boolean {
  if (existsSync(join(charm, 'node_modules/jest-operator'))) return true;
  const manifest = jsonOf(join(charm, 'package.json'));
  return ['dependencies', 'devDependencies'].some((key) => {
    const packages = manifest?.[key];
    return isRecord(packages) && 'jest-operator' in packages;
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
