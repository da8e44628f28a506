import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { load, type Mark, YAMLException } from 'js-yaml';

import { JujuError } from '../errors';
import type { OpsTestOptions } from './ops-test-options';

/**
 * The option `modelConfig`: an object is taken as it is, a path (relative to `rootDir`) is read as YAML.
 *
 * @returns `undefined` for an empty file
 * @throws JujuError for a file that is missing or is no mapping, naming it
 * @internal
 */
export async function readModelConfig(
  given: OpsTestOptions['modelConfig'],
  rootDir: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (typeof given !== 'string') return given;
  const path = resolve(rootDir, given);
  const content = parse(await read(path), path);
  if (content === undefined || content === null) return undefined;
  if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>;
  throw unusable(path, `it holds a ${Array.isArray(content) ? 'list' : typeof content}`);
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw new JujuError(
      `The model's configuration cannot be read from ${path}: ${why}. Correct the option modelConfig.`,
      { code: code === 'ENOENT' ? 'not found' : 'not valid', cause },
    );
  }
}

function parse(text: string, path: string): unknown {
  try {
    return load(text, { filename: path });
  } catch (cause) {
    throw unusable(path, whereOf(cause));
  }
}

/** Not the parser's own words, nor itself as the cause: they show the file, in which secrets may be. */
function whereOf(error: unknown): string {
  // The parser is not always sure of a place.
  const line = error instanceof YAMLException ? (error.mark as Partial<Mark> | undefined)?.line : undefined;
  return line === undefined ? 'it is no YAML' : `it is no YAML from line ${String(line + 1)} on`;
}

function unusable(path: string, why: string): JujuError {
  return new JujuError(
    `The model's configuration in ${path} must be a YAML mapping of keys to values, such as ` +
      `"update-status-hook-interval: 1m"; but ${why}`,
    { code: 'not valid' },
  );
}
