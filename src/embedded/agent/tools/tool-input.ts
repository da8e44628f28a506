import path from 'node:path';
import { refused } from '../../api-error';
import type { ToolCall } from './hook-tool';
import type { ToolFiles } from './tool-subject';

/** Thrown where a tool reads what the call has not brought along. @internal */
export class NeedsStdin extends Error {}

/** The files and the standard input of a caller, and where its output goes. @internal */
export class ToolInput {
  readonly #call: ToolCall;
  readonly #files: ToolFiles;

  constructor(call: ToolCall, files: ToolFiles) {
    this.#call = call;
    this.#files = files;
  }

  /** A file by its name, relative to where the charm stands, or standard input, called `-`. */
  async read(name: string): Promise<Buffer> {
    if (name === '') throw refused('path not set');
    if (name === '-') return this.stdin();
    return this.readFile(name);
  }

  /** A file by its name, `-` being one like others. */
  async readFile(name: string): Promise<Buffer> {
    const file = this.#resolve(name);
    return this.#files.read(file).catch((error: unknown) => {
      throw fileError(error, file);
    });
  }

  stdin(): Buffer {
    if (this.#call.stdin === undefined) throw new NeedsStdin();
    return this.#call.stdin;
  }

  async write(name: string, content: Buffer): Promise<void> {
    const file = this.#resolve(name);
    await this.#files.write(file, content).catch((error: unknown) => {
      throw fileError(error, file);
    });
  }

  #resolve(name: string): string {
    return path.resolve(this.#call.dir, name);
  }
}

const reasons: Readonly<Record<string, readonly [operation: string, reason: string]>> = {
  ENOENT: ['open', 'no such file or directory'],
  EACCES: ['open', 'permission denied'],
  ENOTDIR: ['open', 'not a directory'],
  EISDIR: ['read', 'is a directory'],
};

/** What went wrong with a file, as Go says it. */
function fileError(error: unknown, file: string): unknown {
  const code = (error as { readonly code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  return known === undefined ? error : refused(`${known[0]} ${file}: ${known[1]}`);
}
