import { getSystemErrorName } from 'node:util';
import type { ToolFiles } from './tool-subject';

/** A file as the caller of a tool has read it: its content, or the number of the error that kept it from that. @internal */
export type CallerFile = { readonly content: Buffer } | { readonly errno: number };

/** Thrown where a tool reads a file that the call has not brought along. @internal */
export class NeedsFile extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`the file ${path} is needed`);
    this.path = path;
  }
}

/**
 * The files that a charm means, read and written by the process that calls the tool: in its jail, with its rights. Were
 * it us who read them, a charm in a jail could have any file of the machine by `--file`, and overwrite it by `-o`.
 *
 * @internal
 */
export class CallerFiles implements ToolFiles {
  readonly #files: ReadonlyMap<string, CallerFile>;
  /** What the caller is to write, and where. */
  written: { readonly path: string; readonly content: Buffer } | undefined;

  constructor(files: ReadonlyMap<string, CallerFile> = new Map()) {
    this.#files = files;
  }

  read(path: string): Promise<Buffer> {
    const file = this.#files.get(path);
    if (file === undefined) return Promise.reject(new NeedsFile(path));
    if ('content' in file) return Promise.resolve(file.content);
    const code = getSystemErrorName(-file.errno);
    return Promise.reject(Object.assign(new Error(`${code}: ${path}`), { code }));
  }

  write(path: string, content: Buffer): Promise<void> {
    this.written = { path, content };
    return Promise.resolve();
  }
}
