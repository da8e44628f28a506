import type { ToolCall, ToolResult } from '../tools/hook-tool';

/** What a shim sends. @internal */
export interface ToolRequest extends ToolCall {
  readonly contextId: string;
}

/**
 * Reads what a shim has sent: the context id, its folder, the tool, how many arguments and these, whether standard input
 * follows, each with a NUL behind it; then standard input.
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
  return { contextId, dir, tool, args, ...(hasStdin === '1' && { stdin: bytes.subarray(at) }) };
}

/** What a shim gets: the exit code, how long both outputs are, whether standard input is wanted; then both outputs. @internal */
export function toolReply({ code, stdout, stderr, needsStdin }: ToolResult): Buffer {
  const head = `${code} ${stdout.length} ${stderr.length} ${needsStdin === true ? 1 : 0}\n`;
  return Buffer.concat([Buffer.from(head), stdout, stderr]);
}
