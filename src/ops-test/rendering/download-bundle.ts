import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { JujuError } from '../../errors';
import { readArchiveFile } from '../../model/charm/read-archive';
import type { CommandResult } from '../errors';
import { fileError } from '../file-error';
import { makeFolder } from '../make-folder';
import type { Bundle } from './bundle';
import { textOf } from './read-template';

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
  const platform = await platformFlag(juju, bundle);
  const work = await workFolder(folder);
  try {
    const path = join(work, `${name}.bundle`);
    const flags = [`--channel=${channel}`, `--arch=${arch}`, ...platform, `--filepath=${path}`];
    const options = { check: true, failMessage: `Couldn't download ${name} bundle` } as const;
    await juju(['download', name, ...flags], options);
    return await bundleIn(path, name);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** One for each download: two of the same name, of different channels, must not be taken for each other. */
async function workFolder(folder: string): Promise<string> {
  await makeFolder(folder);
  try {
    return await mkdtemp(join(folder, 'download-'));
  } catch (cause) {
    throw fileError(`No folder for a download can be made in ${folder}`, cause);
  }
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

async function bundleIn(path: string, name: string): Promise<string> {
  let content: Buffer | undefined;
  try {
    content = await readArchiveFile(await readFile(path), 'bundle.yaml');
  } catch (cause) {
    throw fileError(`What juju has downloaded as ${name} cannot be read as a bundle`, cause);
  }
  if (content === undefined) {
    throw new JujuError(`There is no bundle.yaml in the bundle ${name}`, { code: 'not found' });
  }
  const text = textOf(content);
  if (text !== undefined) return text;
  throw new JujuError(`The bundle.yaml of the bundle ${name} is no text in UTF-8`, { code: 'not valid' });
}
