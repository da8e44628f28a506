import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

import { load } from 'js-yaml';

import { isRecord } from '../../is-record';
import type { KubeSurroundings } from './cluster-access';
import { KubernetesError } from './errors';

/** Something of a kubeconfig that has a name, and the folder that its paths are relative to. @internal */
export interface NamedEntry {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly directory: string;
}

/** One kubeconfig, made of all files that there were. @internal */
export interface KubeConfig {
  /** For messages. */
  readonly from: string;
  readonly currentContext: string | undefined;
  readonly contexts: readonly NamedEntry[];
  readonly clusters: readonly NamedEntry[];
  readonly users: readonly NamedEntry[];
}

/**
 * Reads the kubeconfig that is given, else the files of `$KUBECONFIG`, else `~/.kube/config`. Of several files the
 * first that says something holds, as with `kubectl`.
 *
 * @param given - a path, or its content as an object
 * @returns `undefined` where nothing is given and nothing is there
 * @throws KubernetesError for a file that cannot be read, or is none
 * @internal
 */
export async function readKubeConfig(
  given: string | Readonly<Record<string, unknown>> | undefined,
  { env, directory }: KubeSurroundings,
): Promise<KubeConfig | undefined> {
  if (typeof given === 'object') return configOf(given, 'the given kubeconfig', directory);
  if (given !== undefined) return readFrom(resolve(directory, given));
  const paths = usualPaths(env).map((path) => resolve(directory, path));
  const found = await Promise.all(paths.map((path) => readIfThere(path)));
  const configs = found.filter((config) => config !== undefined);
  if (configs.length > 0) return merged(configs);
  if (!env['KUBECONFIG']) return undefined;
  throw new KubernetesError(`None of the files of KUBECONFIG is there: ${paths.join(', ')}`, {
    code: 'not found',
  });
}

function usualPaths(env: NodeJS.ProcessEnv): string[] {
  const { KUBECONFIG: files = '', HOME: home } = env;
  if (files === '') return [join(home || homedir(), '.kube', 'config')];
  return [...new Set(files.split(delimiter).filter((path) => path !== ''))];
}

async function readIfThere(path: string): Promise<KubeConfig | undefined> {
  try {
    return await readFrom(path);
  } catch (error) {
    if (error instanceof KubernetesError && error.code === 'not found') return undefined;
    throw error;
  }
}

async function readFrom(path: string): Promise<KubeConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new KubernetesError(`There is no kubeconfig at ${path}`, { code: 'not found', cause });
    throw new KubernetesError(`The kubeconfig ${path} cannot be read: ${message}`, { cause });
  }
  return configOf(parse(text, path), path, dirname(path));
}

function parse(text: string, path: string): unknown {
  try {
    return load(text);
  } catch (cause) {
    // The parser quotes the lines around the mistake, and among them may be a token.
    const { mark } = cause as { readonly mark?: { readonly line: number } };
    const line = mark ? ` (line ${String(mark.line + 1)})` : '';
    throw new KubernetesError(`The kubeconfig ${path} is no YAML${line}`);
  }
}

function configOf(content: unknown, from: string, directory: string): KubeConfig {
  if (!isRecord(content)) throw new KubernetesError(`There is no kubeconfig in ${from}: it is no mapping`);
  const current = content['current-context'];
  const entries = (list: string, key: string) => entriesOf(content[list], { key, directory });
  return {
    from,
    currentContext: typeof current === 'string' && current !== '' ? current : undefined,
    contexts: entries('contexts', 'context'),
    clusters: entries('clusters', 'cluster'),
    users: entries('users', 'user'),
  };
}

function entriesOf(
  list: unknown,
  { key, directory }: { readonly key: string; readonly directory: string },
): NamedEntry[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isRecord).flatMap((item) => {
    const { name, [key]: value } = item;
    return typeof name === 'string' ? [{ name, value: isRecord(value) ? value : {}, directory }] : [];
  });
}

function merged(configs: readonly KubeConfig[]): KubeConfig {
  return {
    from: configs.map(({ from }) => from).join(', '),
    currentContext: configs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    contexts: configs.flatMap(({ contexts }) => contexts),
    clusters: configs.flatMap(({ clusters }) => clusters),
    users: configs.flatMap(({ users }) => users),
  };
}
