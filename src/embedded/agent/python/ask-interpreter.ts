import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { PythonCharm } from './read-python-charm';
import { ownFolders } from './read-python-charm';

/** A module that a charm imports and an interpreter does not have. @internal */
export interface MissingModule {
  readonly name: string;
  /** Where it is imported. */
  readonly path: string;
  readonly line: number;
}

/** What an interpreter says of itself, and of a charm. @internal */
export interface InterpreterFacts {
  /** Its own path: not that of a shim by which it was called. */
  readonly executable: string;
  /** The same where it is no virtual environment; else the path of that which it was made with. */
  readonly baseExecutable: string;
  readonly version: readonly [number, number, number];
  /** The folder of its virtual environment, or of Python itself, which is then `basePrefix` too. */
  readonly prefix: string;
  readonly basePrefix: string;
  /** Ends of the names of compiled modules that it imports. */
  readonly suffixes: readonly string[];
  readonly missing: readonly MissingModule[];
}

const program = join(__dirname, 'programs', 'check-imports.py');
const timeoutMs = 30_000;

/**
 * Asks an interpreter what it is, and what it lacks for a charm.
 *
 * @throws Error that says why it does not answer
 * @internal
 */
export async function askInterpreter(python: string, charm: PythonCharm): Promise<InterpreterFacts> {
  const { sources, form, packed } = charm;
  const request = { sources, folders: ownFolders, entry: form.entry, packed: packed?.names ?? [] };
  const child = spawn(python, [program], { env: { ...process.env, PYTHONPATH: '' }, timeout: timeoutMs });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // Whoever does not read it, says why by its end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(request));
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(stderr.trim() || `it ended with exit code ${code ?? 'unknown'}`);
  try {
    return JSON.parse(stdout) as InterpreterFacts;
  } catch (cause) {
    throw new Error('it is no Python: it did not run the script that it was given', { cause });
  }
}
