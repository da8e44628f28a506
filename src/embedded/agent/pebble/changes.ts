import { PebbleError } from './pebble-error';

interface Task {
  readonly id: string;
  readonly kind: string;
  readonly summary: string;
  readonly log?: readonly string[];
}

/** Something that Pebble did or is doing, as it tells of it. @internal */
export interface Change {
  readonly id: string;
  readonly kind: string;
  readonly summary: string;
  status: 'Doing' | 'Done' | 'Error' | 'Hold';
  readonly tasks: (Task & Record<string, unknown>)[];
  ready: boolean;
  err?: string;
  readonly 'spawn-time': string;
  'ready-time'?: string;
}

/** A change began, or ended; `data` is what its notice says beside its kind. @internal */
export type ChangeListener = (change: Change, data: Readonly<Record<string, string>>) => void;

/** What is to be done in a change. @internal */
export interface TaskSketch {
  readonly kind: string;
  readonly summary: string;
  readonly log?: string;
}

/** All that was done since the container came up. @internal */
export class Changes {
  readonly #changes = new Map<string, Change>();
  readonly #waiting = new Map<string, Set<() => void>>();
  readonly #data = new WeakMap<Change, Readonly<Record<string, string>>>();
  readonly #updated: ChangeListener;
  #lastTask = 0;

  constructor(updated: ChangeListener) {
    this.#updated = updated;
  }

  /** Begins a change. */
  begin(
    kind: string,
    summary: string,
    tasks: readonly TaskSketch[],
    data: Readonly<Record<string, string>> = {},
  ): Change {
    const now = new Date().toISOString();
    const change: Change = {
      id: String(this.#changes.size + 1),
      ...{ kind, summary, status: 'Doing', ready: false, 'spawn-time': now },
      tasks: tasks.map((task) => this.#task(task, now)),
    };
    this.#changes.set(change.id, change);
    this.#data.set(change, data);
    this.#updated(change, data);
    return change;
  }

  /** Ends a change, well or with an error. */
  end(change: Change, error?: string): void {
    this.#end(change, error === undefined ? 'Done' : 'Error', error);
  }

  /** Ends a change that was not to its end. */
  abort(change: Change): void {
    this.#end(change, 'Hold');
  }

  #end(change: Change, status: 'Done' | 'Error' | 'Hold', error?: string): void {
    const now = new Date().toISOString();
    change.status = status;
    if (error !== undefined) change.err = error;
    change.ready = true;
    change['ready-time'] = now;
    for (const task of change.tasks) {
      task['status'] = change.status;
      task['ready-time'] = now;
    }
    for (const tell of this.#waiting.get(change.id) ?? []) tell();
    this.#waiting.delete(change.id);
    this.#updated(change, this.#data.get(change) ?? {});
  }

  /** The change, if there is one. */
  find(id: string): Change | undefined {
    return this.#changes.get(id);
  }

  get(id: string): Change {
    const change = this.find(id);
    if (change === undefined) throw new PebbleError(`cannot find change with id "${id}"`, 404);
    return change;
  }

  list(select: string): Change[] {
    if (!['all', 'in-progress', 'ready'].includes(select))
      throw new PebbleError('select should be one of: all,in-progress,ready');
    return [...this.#changes.values()].filter(
      ({ ready }) => select === 'all' || ready === (select === 'ready'),
    );
  }

  /** The change when it is ready; an error when that takes longer than so many milliseconds, for ever without any. */
  async wait(id: string, timeoutMs: number | undefined, asked: string): Promise<Change> {
    const change = this.get(id);
    if (change.ready) return change;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting.add(resolve));
      if (timeoutMs === undefined) return;
      timer = setTimeout(
        () => reject(new PebbleError(`timed out waiting for change after ${asked}`, 504)),
        timeoutMs,
      );
      timer.unref();
    }).finally(() => clearTimeout(timer));
    return change;
  }

  #task({ kind, summary, log }: TaskSketch, now: string): Task & Record<string, unknown> {
    this.#lastTask += 1;
    return {
      ...{ id: String(this.#lastTask), kind, summary, status: 'Doing' },
      ...(log !== undefined && { log: [`${now.slice(0, 19)}Z INFO ${log}`] }),
      progress: { label: '', done: 1, total: 1 },
      'spawn-time': now,
    };
  }
}
