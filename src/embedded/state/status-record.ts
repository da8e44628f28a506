/** One status as it was at a time. @public */
export interface StatusEntry {
  readonly status: string;
  readonly message: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly since: Date;
}

/** A status that can be read, with its past. @public */
export interface StatusView extends StatusEntry {
  /** Newest first, the current one included. */
  readonly history: readonly StatusEntry[];
}

/** How many past statuses are kept of one thing: enough for any test, little enough for a thousand units. */
const historyLimit = 100;

const nothing: Readonly<Record<string, unknown>> = {};

/**
 * The status of one thing and how it came to it.
 *
 * @public
 */
export class StatusRecord implements StatusView {
  /** Newest last, because that is the cheap end of an array. */
  readonly #entries: StatusEntry[] = [];
  readonly #onChange: () => void;

  constructor(status: string, message = '', onChange: () => void = () => undefined) {
    this.#entries.push({ status, message, data: nothing, since: new Date() });
    this.#onChange = onChange;
  }

  get status(): string {
    return this.#current.status;
  }

  get message(): string {
    return this.#current.message;
  }

  get data(): Readonly<Record<string, unknown>> {
    return this.#current.data;
  }

  get since(): Date {
    return this.#current.since;
  }

  get history(): readonly StatusEntry[] {
    return this.#entries.toReversed();
  }

  /** Sets the status. Saying the same again moves `since` and adds nothing to the history, as in Juju. */
  set(status: string, message = '', data: Readonly<Record<string, unknown>> = nothing): void {
    const { status: before, message: said, data: had } = this.#current;
    if (before === status && said === message && sameData(had, data)) this.#entries.pop();
    this.#entries.push({ status, message, data, since: new Date() });
    if (this.#entries.length > historyLimit) this.#entries.shift();
    this.#onChange();
  }

  get #current(): StatusEntry {
    const current = this.#entries.at(-1);
    if (current === undefined) throw new Error('a status record always has a current status');
    return current;
  }
}

function sameData(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
