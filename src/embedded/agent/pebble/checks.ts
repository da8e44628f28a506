import type { Change, Changes } from './changes';
import type { Section } from './layer';
import { PebbleError } from './pebble-error';

/** A check that runs. */
interface Running {
  /** What performs it, or waits for it to recover. */
  change: Change;
  previous: string;
  failures: number;
}

/** How the kinds of checks are called in summaries. */
const kinds = { http: 'HTTP', tcp: 'TCP', exec: 'exec' } as const;

/**
 * The checks of a container. They are not performed: one that runs is up, until a test says that it fails.
 *
 * @internal
 */
export class Checks {
  readonly #plan: () => Section;
  readonly #changes: Changes;
  readonly #running = new Map<string, Running>();
  readonly #known = new Set<string>();

  constructor(plan: () => Section, changes: Changes) {
    this.#plan = plan;
    this.#changes = changes;
  }

  /** The plan is another one: checks that are new begin, unless they are disabled; those that are gone end. */
  planChanged(): void {
    for (const name of [...this.#running.keys()]) if (!(name in this.#plan())) this.#stop(name);
    for (const [name, { startup }] of Object.entries(this.#plan())) {
      if (!this.#known.has(name) && startup !== 'disabled') this.#start(name);
      this.#known.add(name);
    }
  }

  list({ level, names }: { readonly level: string; readonly names: readonly string[] }): object[] {
    return Object.entries(this.#plan())
      .filter(([name]) => names.length === 0 || names.includes(name))
      .filter(([, check]) => level === '' || check['level'] === level)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, check]) => {
        const { level: own, startup = 'enabled' } = check;
        const running = this.#running.get(name);
        return {
          name,
          ...(own !== undefined && { level: own }),
          startup,
          ...stateOf(running, thresholdOf(check)),
        };
      });
  }

  /** Starts or stops some; gives back those that did not already. */
  act(action: unknown, names: readonly string[]): { changed: string[] } {
    if (action !== 'start' && action !== 'stop') throw new PebbleError(`invalid action "${String(action)}"`);
    const missing = names.filter((name) => !(name in this.#plan()));
    if (missing.length > 0)
      throw new PebbleError(`cannot ${action} checks: cannot find checks in plan: ${missing.join(', ')}`);
    const changed = names.filter((name) => this.#running.has(name) !== (action === 'start'));
    for (const name of changed) {
      if (action === 'start') this.#start(name);
      else this.#stop(name);
    }
    return { changed };
  }

  /** Whether the plan has it. */
  has(name: string): boolean {
    return Object.hasOwn(this.#plan(), name);
  }

  /** What runs, in words. */
  get running(): string {
    const names = [...this.#running.keys()].map((name) => `"${name}"`);
    return names.length === 0 ? 'none does' : `those that do are ${names.join(', ')}`;
  }

  /** A check fails as often as its threshold says, or once more if it is down. @returns whether there is one that runs */
  fail(name: string, reason: string): boolean {
    const running = this.#running.get(name);
    if (running === undefined) return false;
    const { change, failures } = running;
    running.failures = Math.max(failures + 1, thresholdOf(this.#plan()[name] ?? {}));
    if (change.kind === 'recover-check') return true;
    this.#next(name, running, 'recover-check');
    this.#changes.end(change, `cannot perform the following tasks:\n- ${change.summary} (${reason})`);
    return true;
  }

  /** A check succeeds, which it goes on with when it is down. @returns whether there is one that runs */
  recover(name: string): boolean {
    const running = this.#running.get(name);
    if (running?.change.kind !== 'recover-check') return running !== undefined;
    const { change } = running;
    running.failures = 0;
    this.#next(name, running, 'perform-check');
    this.#changes.end(change);
    return true;
  }

  #start(name: string): void {
    this.#running.set(name, { change: this.#begin(name, 'perform-check'), previous: '', failures: 0 });
  }

  #stop(name: string): void {
    const running = this.#running.get(name);
    // Forgotten first: whoever hears of the end looks what runs.
    this.#running.delete(name);
    if (running !== undefined) this.#changes.abort(running.change);
  }

  /** Begun before the change that it follows is told to have ended, as Pebble does: its notice comes first. */
  #next(name: string, running: Running, kind: 'perform-check' | 'recover-check'): void {
    running.previous = running.change.id;
    running.change = this.#begin(name, kind);
  }

  #begin(name: string, kind: 'perform-check' | 'recover-check'): Change {
    const check = this.#plan()[name] ?? {};
    const type = Object.entries(kinds).find(([each]) => check[each] !== undefined)?.[1] ?? '<unknown>';
    const summary = `${kind === 'perform-check' ? 'Perform' : 'Recover'} ${type} check "${name}"`;
    return this.#changes.begin(kind, summary, [{ kind, summary }], { 'check-name': name });
  }
}

function thresholdOf({ threshold }: Readonly<Record<string, unknown>>): number {
  return typeof threshold === 'number' ? threshold : 3;
}

function stateOf(running: Running | undefined, threshold: number): object {
  if (running === undefined) return { status: 'inactive', successes: 0, threshold };
  const { change, previous, failures } = running;
  return {
    ...(failures >= threshold ? { status: 'down', successes: 1, failures } : { status: 'up', successes: 1 }),
    ...{ threshold, 'change-id': change.id, ...(previous !== '' && { 'prev-change-id': previous }) },
  };
}
