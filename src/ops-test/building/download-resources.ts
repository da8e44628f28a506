import { isAbsolute, join, relative, resolve } from 'node:path';

import { type Duration, toMilliseconds } from '../../duration';
import { checkKeys } from '../../model/calls/check-keys';
import { anySignal, type CallLimits } from '../../model/calls/call-limits';
import { CharmError } from '../../model/errors';
import { CharmhubError } from '../errors';
import { timeoutSignal } from '../timeout-signal';
import type { BuildScene } from './build-scene';
import { Charmhub, type CharmhubResource } from './charmhub';
import { downloadFile } from './download-file';
import { type FileResource, fileResources } from './file-resources';
import { fetchBy } from './proxied-fetch';
import { Slots } from '../../slots';

/**
 * Which resources are downloaded.
 *
 * @public
 */
export interface DownloadResourcesOptions extends CallLimits {
  /** Whose charm it is on Charmhub, where its name there begins with that: `owner-name`. */
  readonly owner?: string | undefined;
  /**
   * The channel whose resources are wanted.
   *
   * @defaultValue `'edge'`
   */
  readonly channel?: string | undefined;
  /** The resources that are wanted; all the charm's files by default. */
  readonly resources?: Readonly<Record<string, FileResource>> | undefined;
  /**
   * When to give up, in real time, for all together.
   *
   * @defaultValue `'30m'`
   */
  readonly timeout?: Duration | undefined;
}

/** How many are downloaded at once. */
const atOnce = 4;

/**
 * Downloads what a charm has as resources on Charmhub.
 *
 * @returns the paths of the files, by the resources' names
 * @throws CharmError where there is no such packed charm; CharmhubError
 * @internal
 */
export async function downloadResources(
  scene: BuildScene,
  charm: string,
  options: DownloadResourcesOptions,
): Promise<Record<string, string>> {
  checkKeys(options, ['owner', 'channel', 'resources', 'timeout', 'signal'], 'downloadResources');
  const { owner = '', channel = 'edge', timeout = '30m' } = options;
  const timeoutMs = toMilliseconds(timeout, 'timeout');
  const packed = await fileResources(charm, scene.rootDir);
  const wanted = Object.values(options.resources ?? packed.resources);
  const name = owner === '' ? packed.name : `${owner}-${packed.name}`;
  const signal = limitSignal(scene, options.signal, timeoutMs);
  const hub = new Charmhub(name, channel, scene.options.charmhubUrl, fetchBy(scene.env));
  const published = await hub.resources(signal);
  if (published === undefined) {
    throw new CharmhubError(`Cannot find ${name} in Charmhub, channel ${channel}`, { code: 'not found' });
  }
  const folder = await scene.folder('resources');
  const tasks = wanted.map((resource) => ({
    from: publishedResource(published, resource, name, channel),
    to: placeOf(resource, folder, charm),
  }));
  const slots = new Slots(atOnce);
  const paths = tasks.map(({ from, to }) => slots.use(() => download(scene, from, to, signal), signal));
  return Object.fromEntries(await allOf(paths));
}

async function download(
  scene: BuildScene,
  { name, revision, download: from }: CharmhubResource,
  to: string,
  signal: AbortSignal,
): Promise<readonly [string, string]> {
  scene.report(`downloading resource ${name} (revision ${String(revision)}) from Charmhub`);
  await downloadFile(from, to, { signal, fetch: fetchBy(scene.env), what: `Resource ${name}` });
  return [name, to];
}

/** Nothing is still being written when it throws. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

function limitSignal(scene: BuildScene, own: AbortSignal | undefined, timeoutMs: number): AbortSignal {
  const signal = anySignal(scene.signal(own), timeoutSignal(timeoutMs));
  return signal ?? new AbortController().signal;
}

function publishedResource(
  published: ReadonlyMap<string, CharmhubResource>,
  { name }: FileResource,
  charm: string,
  channel: string,
): CharmhubResource {
  const resource = published.get(name);
  if (resource) return resource;
  const names = [...published.keys()].join(', ') || 'none';
  throw new CharmhubError(
    `Charmhub has no resource ${name} of ${charm} in channel ${channel}; it has: ${names}`,
    { code: 'not found' },
  );
}

/** What a charm's metadata says must not lead out of the folder. */
function placeOf({ name, filename }: FileResource, folder: string, charm: string): string {
  const path = resolve(folder, join(name, filename));
  const below = relative(folder, path);
  if (below !== '' && !below.startsWith('..') && !isAbsolute(below)) return path;
  throw new CharmError(
    `The resource ${name} of the charm at ${charm} leads out of its folder: ${filename}`,
    charm,
  );
}
