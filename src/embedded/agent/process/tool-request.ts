import type { CallerFile } from '../tools/caller-files';
import type { ToolCall, ToolResult } from '../tools/hook-tool';

/** What a shim sends. @internal */
export interface ToolRequest extends ToolCall {
  readonly contextId: string;
}

/**
 * Reads what a shim has sent: the context id, its folder, the tool, how many arguments and these, whether standard input
 * follows, how many files and of each its path, the number of an error or 0, and its length; each with a NUL behind it.
 * Then the contents of the files, and standard input.
 *
 * @returns `undefined` where it was cut off, or is no request
 * @internal
 */
export function readToolRequest(bytes: Buffer): ToolRequest | undefined {
  let at = 0;
  const next = (): string | undefined => {
    const end = bytes.indexOf(0, at);
    if (end === -1) return undefined;
    const field = bytes.toString('utf8', at, end);
    at = end + 1;
    return field;
  };
  const [contextId, dir, tool, count] = [next(), next(), next(), next()];
  if (contextId === undefined || dir === undefined || tool === undefined) return undefined;
  if (count === undefined || !/^\d{1,6}$/.test(count)) return undefined;
  const args: string[] = [];
  for (let left = Number(count); left > 0; left -= 1) {
    const arg = next();
    if (arg === undefined) return undefined;
    args.push(arg);
  }
  const hasStdin = next();
  if (hasStdin !== '0' && hasStdin !== '1') return undefined;
  const listed = readFileList(next);
  if (listed === undefined) return undefined;
  const files = new Map<string, CallerFile>();
  for (const { path, errno, length } of listed) {
    files.set(path, errno === 0 ? { content: bytes.subarray(at, at + length) } : { errno });
    at += length;
  }
  if (at > bytes.length) return undefined;
  return {
    contextId,
    dir,
    tool,
    args,
    ...(files.size > 0 && { files }),
    ...(hasStdin === '1' && { stdin: bytes.subarray(at) }),
  };
}

interface ListedFile {
  readonly path: string;
  readonly errno: number;
  readonly length: number;
}

function readFileList(next: () => string | undefined): ListedFile[] | undefined {
  const count = Number(next() ?? Number.NaN);
  if (!Number.isInteger(count) || count < 0 || count > 1000) return undefined;
  const listed: ListedFile[] = [];
  for (let left = count; left > 0; left -= 1) {
    const [path, errno, length] = [next(), Number(next()), Number(next())];
    if (path === undefined || !Number.isInteger(errno) || !Number.isInteger(length) || length < 0)
      return undefined;
    listed.push({ path, errno, length });
  }
  return listed;
}

/**
 * What a shim gets: the exit code, how long both outputs are, what more there is to do; then both outputs. What more:
 * `1`: call again with standard input; `2`: with the file whose path the first output is; `3`: write the first output to the
 * path with which the second begins, up to a NUL.
 *
 * @internal
 */
export function toolReply({ code, stdout, stderr, needsStdin, needsFile, written }: ToolResult): Buffer {
  if (needsStdin === true) return reply(code, stdout, stderr, 1);
  if (needsFile !== undefined) return reply(code, Buffer.from(needsFile), Buffer.alloc(0), 2);
  if (written === undefined) return reply(code, stdout, stderr, 0);
  return reply(code, written.content, Buffer.concat([Buffer.from(`${written.path}\0`), stderr]), 3);
}

function reply(code: number, stdout: Buffer, stderr: Buffer, more: 0 | 1 | 2 | 3): Buffer {
  return Buffer.concat([Buffer.from(`${code} ${stdout.length} ${stderr.length} ${more}\n`), stdout, stderr]);
}
