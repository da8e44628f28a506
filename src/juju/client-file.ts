import { readFile } from 'node:fs/promises';
import { load, YAMLException } from 'js-yaml';
import { ClientStoreError } from './errors';

/** What a YAML file or a part of one may hold. @internal */
export type Mapping = Record<string, unknown>;

/**
 * Reads one of the juju client's files.
 *
 * @returns its text, or `undefined` where there is no such file
 * @throws ClientStoreError where it is there but cannot be read
 * @internal
 */
export async function readClientFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ClientStoreError(`Cannot read ${path} of the juju client: ${reasonOf(code)}`, path, {
      cause: error,
    });
  }
}

function reasonOf(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') {
    return `permission denied. Run as the user that owns it, or point JUJU_DATA at a directory of your own.`;
  }
  if (code === 'EISDIR') return 'it is a directory. Move it away, or point JUJU_DATA at another directory.';
  return code;
}

/**
 * Reads a YAML file of the juju client as a mapping; one that is missing or empty is an empty mapping.
 *
 * @throws ClientStoreError where it is no YAML, or not a mapping
 * @internal
 */
export async function readClientYaml(path: string): Promise<Mapping> {
  const text = await readClientFile(path);
  if (text === undefined) return {};
  return asMapping(parse(text, path), path, 'the file');
}

function parse(text: string, path: string): unknown {
  try {
    return load(text, { filename: path });
  } catch (error) {
    // Neither the exception nor its reason or excerpt goes on: accounts.yaml holds passwords, and both quote the text.
    const where = error instanceof YAMLException ? ` at line ${String(error.mark.line + 1)}` : '';
    throw new ClientStoreError(
      `${path} of the juju client is not valid YAML${where}. Repair it, or remove it and log in again with \`juju login\`.`,
      path,
    );
  }
}

/**
 * `value` as a mapping; `null` and what is missing are an empty one.
 *
 * @param what - what it is the value of, for the message
 * @internal
 */
export function asMapping(value: unknown, path: string, what: string): Mapping {
  if (value === null || value === undefined) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Mapping;
  throw new ClientStoreError(
    `${path} of the juju client makes no sense: ${what} should be a mapping, but is ${
      Array.isArray(value) ? 'a list' : `a ${typeof value}`
    }`,
    path,
  );
}

/** A text of a mapping; `undefined` where it is missing, empty or something else. @internal */
export function textOf(mapping: Mapping, key: string): string | undefined {
  const value = mapping[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts of a list in a mapping. @internal */
export function textsOf(mapping: Mapping, key: string): string[] {
  const value = mapping[key];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
