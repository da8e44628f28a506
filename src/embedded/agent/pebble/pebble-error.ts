import { JujuError } from '../../../errors';

const words: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'Not Found',
  500: 'Internal Server Error',
  504: 'Gateway Timeout',
};

/** What Pebble refuses, in its own words. @internal */
export class PebbleError extends JujuError {
  readonly status: number;
  readonly kind: string | undefined;

  constructor(message: string, status = 400, kind?: string) {
    super(message, { code: 'pebble' });
    this.status = status;
    this.kind = kind;
  }

  /** As it goes over the wire. */
  get body(): object {
    return {
      type: 'error',
      'status-code': this.status,
      status: words[this.status] ?? 'Error',
      result: { message: this.message, ...(this.kind !== undefined && { kind: this.kind }) },
    };
  }
}
