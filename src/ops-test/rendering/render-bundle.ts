import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { fileError } from '../file-error';
import { Bundle } from './bundle';
import type { CopiedFile } from './copied-file';
import { freshFile } from './fresh-path';
import { renderTemplate } from './jinja/render-template';
import { readTemplate } from './read-template';
import { checkContext, templateValues, type TemplateContext } from './template-context';

/**
 * What a bundle comes from: its text, or the path of a file (`.yaml`, `.yml`, with or without `.j2`), in one of the
 * explicit forms where a text could be taken for the other; or a bundle of Charmhub.
 *
 * @public
 */
export type BundleTemplate = string | URL | { readonly path: string } | { readonly text: string } | Bundle;

/** @internal */
export interface RenderingPlace {
  /** Relative paths are relative to it. */
  readonly rootDir: string;
  /** Where rendered things go. */
  readonly tmpPath: string;
  /** What a bundle that was a text is called after. */
  readonly modelName: string;
  /** Downloads a bundle; resolves with its text. */
  readonly download: (bundle: Bundle, folder: string) => Promise<string>;
}

const fileName = /\.ya?ml(?:\.j2)?$/i;

/** Renders a bundle into a file of its own below `tmpPath`. @internal */
export async function renderBundle(
  place: RenderingPlace,
  source: BundleTemplate,
  context: TemplateContext,
): Promise<string> {
  checkContext(context);
  const values = templateValues(context, pathIn);
  const { text, name, from } = await templateOf(place, source);
  const rendered = renderTemplate(text, values, from);
  const path = await freshFile(join(place.tmpPath, 'bundles'), name);
  try {
    await writeFile(path, rendered);
    return path;
  } catch (cause) {
    await rm(path, { force: true });
    throw fileError(`The rendered bundle cannot be written to ${path}`, cause);
  }
}

/** Nothing is copied into a bundle. */
function pathIn(file: URL | CopiedFile, key: string): string {
  if (file instanceof URL) return fileURLToPath(file);
  throw new TypeError(
    `"${key}" is a file of copyIn, which is for renderCharm; a bundle takes the path of it`,
  );
}

interface Template {
  readonly text: string;
  /** Of what comes of it. */
  readonly name: string;
  /** For messages. */
  readonly from: string;
}

async function templateOf(place: RenderingPlace, source: BundleTemplate): Promise<Template> {
  const path = pathOf(place, source);
  if (path !== undefined) {
    return { text: await readTemplate(path), name: basename(path).replace(/\.j2$/i, ''), from: path };
  }
  const name = `${place.modelName}-${randomBytes(2).toString('hex')}.yaml`;
  if (source instanceof Bundle) {
    const text = await place.download(source, join(place.tmpPath, 'bundles'));
    return { text, name, from: `the bundle ${source.name}` };
  }
  const text = typeof source === 'string' ? source : (source as { readonly text: string }).text;
  return { text: dedented(text), name, from: 'the text of the bundle' };
}

/** `undefined` where it is no file. */
function pathOf({ rootDir }: RenderingPlace, source: unknown): string | undefined {
  if (source instanceof URL) return fileURLToPath(source);
  if (typeof source === 'string') return isPath(source, rootDir) ? resolve(rootDir, source) : undefined;
  if (source instanceof Bundle) return undefined;
  const { path, text } = (source ?? {}) as { readonly path?: unknown; readonly text?: unknown };
  if (typeof path === 'string' && path !== '') return resolve(rootDir, path);
  if (typeof text === 'string') return undefined;
  throw new TypeError(
    `bundle ${JSON.stringify(source)} (${typeof source}) isn't a known type: a text, a path, { path }, { text } or an ` +
      'opsTest.Bundle',
  );
}

/** `key: other.yaml` is a text of one line, unless there is a file of that name. */
function isPath(source: string, rootDir: string): boolean {
  if (!fileName.test(source)) return false;
  return existsSync(resolve(rootDir, source)) || (!source.includes('\n') && !/:\s/.test(source));
}

/** Without the indentation that all lines share: that of the test's own source. */
function dedented(text: string): string {
  const lines = text.split('\n');
  const depths = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const shared = depths.length === 0 ? 0 : Math.min(...depths);
  return lines
    .map((line) => line.slice(shared))
    .join('\n')
    .trim();
}
