import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { JujuError } from '../../errors';
import { checkKeys } from '../../model/calls/check-keys';
import { fileError } from '../file-error';
import { copyCharm } from './copy-charm';
import { freshFolder } from './fresh-path';
import { renderTemplate } from './jinja/render-template';
import { matchesAny } from './path-globs';
import { textOf } from './read-template';
import type { RenderingPlace } from './render-bundle';
import { checkContext, templateValues, type TemplateContext } from './template-context';

/**
 * Which files of a charm are templates, and what is put into them.
 *
 * @public
 */
export interface RenderCharmOptions {
  /**
   * Globs of the files to render, relative to the charm; `*` goes across folders.
   *
   * @defaultValue all text files
   */
  readonly include?: readonly string[] | undefined;
  /** Globs of files, or of folders with all that is in them, that are not rendered. */
  readonly exclude?: readonly string[] | undefined;
  /** The values; one made by `copyIn`, or a `file:` URL, wherever it is in them, is a file that goes into the charm. */
  readonly context?: TemplateContext | undefined;
}

/** Where charmcraft has the charm while it builds it. */
const buildRoot = '/root/project';

/**
 * Renders the templates in a copy of a charm's folder. The charm itself stays as it is; where it fails, no copy is left.
 *
 * @returns the copy, below `tmpPath`
 * @internal
 */
export async function renderCharm(
  place: RenderingPlace,
  charm: string,
  options: RenderCharmOptions,
): Promise<string> {
  checkOptions(charm, options);
  const source = await charmFolder(resolve(place.rootDir, charm));
  const target = await freshFolder(join(place.tmpPath, 'charms'), basename(source));
  try {
    await copyCharm(source, target);
    const files = `_files_${randomBytes(2).toString('hex')}`;
    const context = await withFiles(options.context ?? {}, { rootDir: place.rootDir, target, files });
    await renderFiles({ source, target, files }, options, context);
    return target;
  } catch (error) {
    // What is wrong is why it could not be rendered, whatever becomes of the copy.
    await rm(target, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

function checkOptions(charm: unknown, options: RenderCharmOptions): void {
  if (typeof charm !== 'string' || charm === '') {
    throw new TypeError(`renderCharm takes the path of a charm's folder; got ${JSON.stringify(charm)}`);
  }
  checkKeys(options, ['include', 'exclude', 'context'], 'renderCharm');
  for (const name of ['include', 'exclude'] as const) {
    const globs: unknown = options[name];
    if (globs === undefined) continue;
    if (Array.isArray(globs) && globs.every((glob) => typeof glob === 'string')) {
      // For the error of one that cannot be read, before anything is copied.
      matchesAny('', globs);
      continue;
    }
    throw new TypeError(`${name} must be a list of globs; got ${JSON.stringify(globs)}`);
  }
  checkContext(options.context ?? {});
}

/** By its own name: `.` has none. */
async function charmFolder(path: string): Promise<string> {
  const found = await stat(path).catch((cause: unknown) => {
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT'
      ? new JujuError(`There is no charm at ${path}`, { code: 'not found', cause })
      : fileError(`The charm ${path} cannot be read`, cause);
  });
  if (!found.isDirectory()) {
    throw new JujuError(`${path} is no folder: renderCharm renders a charm's sources`, { code: 'not valid' });
  }
  return await realpath(path);
}

interface FilesPlace {
  readonly rootDir: string;
  readonly target: string;
  /** The folder in the charm. */
  readonly files: string;
}

async function withFiles(
  context: TemplateContext,
  { rootDir, target, files }: FilesPlace,
): Promise<TemplateContext> {
  const copies: { readonly path: string; readonly key: string; readonly inCharm: string }[] = [];
  const values = templateValues(context, (file, key) => {
    const path = file instanceof URL ? fileURLToPath(file) : resolve(rootDir, file.path);
    const inCharm = join(files, randomBytes(2).toString('hex'), basename(path));
    copies.push({ path, key, inCharm });
    return `${buildRoot}/${inCharm}`;
  });
  for (const { path, key, inCharm } of copies) {
    try {
      await mkdir(join(target, inCharm, '..'), { recursive: true });
      await copyFile(path, join(target, inCharm));
    } catch (cause) {
      throw fileError(`The file ${path} (${key}) cannot be copied into the charm`, cause);
    }
  }
  return values;
}

interface CharmCopy {
  readonly source: string;
  readonly target: string;
  readonly files: string;
}

async function renderFiles(
  { source, target, files }: CharmCopy,
  { include, exclude = [] }: RenderCharmOptions,
  context: TemplateContext,
): Promise<void> {
  let count = 0;
  for (const path of await filesBelow(target, exclude, target)) {
    const name = relative(target, path);
    if (name.startsWith(`${files}/`) || !matchesAny(name, include ?? ['*'])) continue;
    const text = textOf(await readFile(path));
    if (text === undefined) continue;
    count++;
    const rendered = renderTemplate(text, context, join(source, name));
    if (rendered !== text) await rewrite(path, rendered);
  }
  if (count > 0 || include === undefined) return;
  throw new JujuError(`No text file of ${source} matches include (${include.join(', ')})`, {
    code: 'not found',
  });
}

/** Also one that its owner must not write; its mode stays. */
async function rewrite(path: string, text: string): Promise<void> {
  try {
    const { mode } = await stat(path);
    await chmod(path, mode | 0o200);
    await writeFile(path, text);
    await chmod(path, mode);
  } catch (cause) {
    throw fileError(`The rendered ${path} cannot be written`, cause);
  }
}

/** Real files only: a link may lead out of the copy. */
async function filesBelow(folder: string, exclude: readonly string[], root: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (matchesAny(relative(root, path), exclude)) continue;
    if (entry.isDirectory()) found.push(...(await filesBelow(path, exclude, root)));
    else if (entry.isFile()) found.push(path);
  }
  return found;
}
