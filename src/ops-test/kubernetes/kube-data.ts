import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { KubernetesError } from './errors';
import type { NamedEntry } from './kube-config';

/**
 * What stands in a kubeconfig as `<key>-data`, in base64, or in the file that `<key>` names; the former goes first.
 *
 * @internal
 */
export async function dataOf(
  { value, directory }: Pick<NamedEntry, 'value' | 'directory'>,
  key: string,
  from: string,
): Promise<string | undefined> {
  const data = value[`${key}-data`];
  if (typeof data === 'string' && data !== '') return Buffer.from(data, 'base64').toString('utf8');
  const path = value[key];
  if (typeof path !== 'string' || path === '') return undefined;
  try {
    return await readFile(resolve(directory, path), 'utf8');
  } catch (cause) {
    throw new KubernetesError(`The ${key} of ${from} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
