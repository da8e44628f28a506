import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JujuError, notValid } from '../../errors';
import { messageOf } from '../../message-of';
import type { CallLimits } from '../calls/call-limits';
import { storeNameOf } from '../charm/charm-path';
import type { ModelCore } from '../model-core';
import { type BundleDocument, type BundleText, documentsOf } from './bundle-data';
import type { BundleSource, BundleDeployOptions } from './bundle-options';
import { downloadBundle } from './download-bundle';
import { mergeOverlay } from './merge-overlay';
import { resolvePaths } from './resolve-paths';

/** A whole bundle, overlays included, and where it is from. @internal */
export interface Bundle {
  readonly title: string;
  readonly data: BundleDocument;
  /** What other relative paths in it are relative to. */
  readonly directory: string;
  /** `ch:bundle/stack-3` of one of Charmhub, else `''`. */
  readonly url: string;
}

/**
 * Reads a bundle and what is laid over it.
 *
 * @param directory - what relative paths are relative to
 * @throws JujuError for what is not there, or no bundle
 * @internal
 */
export async function readBundle(
  core: ModelCore,
  source: BundleSource,
  options: BundleDeployOptions,
  directory: string,
  left: () => CallLimits,
): Promise<Bundle> {
  const isText = typeof source === 'string' && isYaml(source);
  const store = isText ? undefined : storeNameOf(source, directory);
  if (store === undefined) refuseForLocal(options);
  const found =
    store === undefined
      ? { ...(await textOf(source, directory, 'The bundle')), url: '' }
      : await downloadBundle(core, store, options, directory, left);
  const { overlays = [] } = options;
  const texts: BundleText[] = [found];
  for (const overlay of listOf(overlays)) texts.push(await textOf(overlay, directory, 'The overlay'));
  const documents: BundleDocument[] = [];
  for (const text of texts) {
    for (const document of documentsOf(text)) documents.push(await resolvePaths(document, text.directory));
  }
  const [base = {}, ...laidOver] = documents;
  const data = laidOver.reduce(mergeOverlay, base);
  return { title: found.title, data, directory: found.directory, url: found.url };
}

function refuseForLocal({ channel, revision }: BundleDeployOptions): void {
  const stranger = channel !== undefined ? 'channel' : revision !== undefined ? 'revision' : undefined;
  if (stranger !== undefined)
    throw notValid(`"${stranger}" is for bundles of Charmhub, and this is a local one`);
}

/** A path has one line, and no keys with values. */
const isYaml = (text: string): boolean => /\n|:\s/.test(text);

function listOf(overlays: BundleSource | readonly BundleSource[]): readonly BundleSource[] {
  return Array.isArray(overlays) ? (overlays as readonly BundleSource[]) : [overlays as BundleSource];
}

async function textOf(source: BundleSource, directory: string, what: string): Promise<BundleText> {
  if (typeof source === 'string' && isYaml(source)) return { title: what, text: source, directory };
  const given = pathOf(source, what);
  const path = await fileOf(resolve(directory, given), given, what);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const words = messageOf(cause);
    throw new JujuError(`${what} at ${given} cannot be read: ${words}`, { cause });
  });
  return { title: `${what} at ${given}`, text, directory: dirname(path) };
}

function pathOf(source: BundleSource, what: string): string {
  if (source instanceof URL) return fileURLToPath(source);
  const path = typeof source === 'string' ? source : (source as { path?: unknown } | null)?.path;
  if (typeof path === 'string') return path.startsWith('file:') ? fileURLToPath(path) : path;
  throw new TypeError(`${what} must be a path, YAML text or { path }; got ${JSON.stringify(source)}`);
}

async function fileOf(path: string, given: string, what: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (!found)
    throw new JujuError(`${what} ${given} is not there (looked for ${path})`, { code: 'not found' });
  return found.isDirectory() ? join(path, 'bundle.yaml') : path;
}
