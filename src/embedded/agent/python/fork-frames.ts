/**
 * What an agent and its fork server say to each other, in both directions: one letter, the hook's number and a length in
 * four bytes each, and as many bytes.
 *
 * | From  | Letter | With                                                            |
 * | ----- | ------ | --------------------------------------------------------------- |
 * | agent | `f`    | a request as JSON: become this hook                             |
 * | agent | `k`    | a signal's number: send it to the hook's process group          |
 * | fork  | `h`    | nothing: it has imported what it shall                          |
 * | fork  | `r`    | why it will not start the hook, or, of number 0, any hook       |
 * | fork  | `p`    | the hook's process id, which is its process group as well       |
 * | fork  | `o` `e`| standard output, standard error                                 |
 * | fork  | `x`    | `{ code, signal }` as JSON: the hook has ended, and its output  |
 *
 * @internal
 */
export interface ForkFrame {
  readonly kind: string;
  readonly hook: number;
  readonly payload: Buffer;
}

const headSize = 9;

/** @internal */
export function writeFrame(kind: string, hook: number, payload: string): Buffer {
  const body = Buffer.from(payload);
  const head = Buffer.alloc(headSize);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(hook, 1);
  head.writeUInt32BE(body.length, 5);
  return Buffer.concat([head, body]);
}

/** Puts frames together from what arrives. @internal */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  *read(chunk: Buffer): Generator<ForkFrame> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= headSize) {
      const end = headSize + this.#rest.readUInt32BE(5);
      if (this.#rest.length < end) return;
      const kind = this.#rest.toString('latin1', 0, 1);
      const frame = { kind, hook: this.#rest.readUInt32BE(1), payload: this.#rest.subarray(headSize, end) };
      this.#rest = this.#rest.subarray(end);
      yield frame;
    }
  }
}
