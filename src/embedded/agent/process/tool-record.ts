import { createHash } from 'node:crypto';
import type { ToolCall, ToolResult } from '../tools/hook-tool';

/** What a hook tool answered; bytes as base64. */
interface RecordedAnswer {
  /** Of its name and arguments, which may be secret themselves: those of `secret-add`. */
  readonly key: string;
  readonly code: number;
  readonly stderr: string;
  /** Not there where it is a secret. */
  readonly stdout?: string;
  /** Where the tool wrote its answer instead. */
  readonly path?: string;
}

/** Their answers are what Juju keeps secret, and are not written down. */
const secret = new Set(['credential-get', 'secret-get']);

/** What the tools of one hook have answered, to answer the same when it is run by hand. @internal */
export class ToolRecord {
  readonly #answers: RecordedAnswer[] = [];

  /** Adds the end of a call, not what is asked for meanwhile. */
  add({ tool, args }: ToolCall, { code, stdout, stderr, written, needsStdin, needsFile }: ToolResult): void {
    if (needsStdin === true || needsFile !== undefined) return;
    this.#answers.push({
      key: createHash('sha256')
        .update(JSON.stringify([tool, ...args]))
        .digest('hex'),
      code,
      stderr: stderr.toString('base64'),
      ...(!secret.has(tool) && { stdout: (written?.content ?? stdout).toString('base64') }),
      ...(written !== undefined && { path: written.path }),
    });
  }

  /** As `programs/answer-by-hand.js` reads it. @param name - of the hook, for messages */
  text(name: string): string {
    return JSON.stringify({ name, answers: this.#answers });
  }
}
