import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../../errors';
import { readArchiveFile } from '../../model/charm/read-archive';
import type { CommandResult } from '../errors';
import { makeFolder } from '../make-folder';
import type { Bundle } from './bundle';

/** Runs the juju client with these arguments. @internal */
export type RunJujuClient = (
  args: readonly string[],
  options: { readonly check: true; readonly failMessage: string },
) => Promise<CommandResult>;

/** What Juju 4 knows a series as. */
const bases: ReadonlyMap<string, string> = new Map([
  ['bionic', 'ubuntu@18.04'],
  ['focal', 'ubuntu@20.04'],
  ['jammy', 'ubuntu@22.04'],
  ['noble', 'ubuntu@24.04'],
]);

/**
 * Downloads a bundle by the juju client.
 *
 * @returns the text of its `bundle.yaml`
 * @throws CommandError where the client fails; JujuError where there is no bundle in what it has downloaded
 * @internal
 */
export async function downloadBundle(juju: RunJujuClient, bundle: Bundle, folder: string): Promise<string> {
  const { name, channel, arch } = bundle;
  const path = join(await makeFolder(folder), `${name}.bundle`);
  const platform = await platformFlag(juju, bundle);
  const flags = [`--channel=${channel}`, `--arch=${arch}`, ...platform, `--filepath=${path}`];
  const options = { check: true, failMessage: `Couldn't download ${name} bundle` } as const;
  await juju(['download', name, ...flags], options);
  return await bundleIn(path);
}

/** Juju 4 has no series any more. */
async function platformFlag(juju: RunJujuClient, { series = 'all', base }: Bundle): Promise<string[]> {
  if (base !== undefined) return [`--base=${base}`];
  if (series === 'all') return [];
  const options = { check: true, failMessage: "The juju client doesn't tell its version" } as const;
  const { stdout } = await juju(['version'], options);
  if (Number.parseInt(stdout, 10) < 4) return [`--series=${series}`];
  const known = bases.get(series);
  if (known !== undefined) return [`--base=${known}`];
  throw new JujuError(`Juju ${stdout.trim()} knows no series, and "${series}" has no known base. Give base`, {
    code: 'not valid',
  });
}

async function bundleIn(path: string): Promise<string> {
  let text: string | undefined;
  try {
    text = await readArchiveFile(await readFile(path), 'bundle.yaml');
  } catch (cause) {
    throw new JujuError(`${path} cannot be read as a bundle: ${(cause as Error).message}`, { cause });
  }
  if (text !== undefined) return text;
  throw new JujuError(`There is no bundle.yaml in ${path}`, { code: 'not found' });
}
