import type { Change, Changes, TaskSketch } from './changes';
import type { Section } from './layer';
import { PebbleError } from './pebble-error';

interface Running {
  readonly since: string;
  /** What it was started by: a replan restarts what has another plan now. */
  readonly config: string;
}

const actions = ['start', 'stop', 'restart', 'autostart', 'replan'] as const;
type Action = (typeof actions)[number];

/**
 * The services of a container, without their processes: one that is started is active, until it is stopped.
 *
 * @internal
 */
export class Services {
  readonly #plan: () => Section;
  readonly #changes: Changes;
  readonly #running = new Map<string, Running>();
  readonly #known = new Set<string>();

  constructor(plan: () => Section, changes: Changes) {
    this.#plan = plan;
    this.#changes = changes;
  }

  /** What `GET /v1/services` tells, of some or all. */
  list(names: readonly string[]): object[] {
    return Object.entries(this.#plan())
      .filter(([name]) => names.length === 0 || names.includes(name))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { startup = 'disabled' }]) => {
        const since = this.#running.get(name)?.since;
        return {
          ...{ name, startup, current: since === undefined ? 'inactive' : 'active' },
          ...(since !== undefined && { 'current-since': since }),
        };
      });
  }

  isRunning(name: string): boolean {
    return this.#running.has(name);
  }

  /** Does what `POST /v1/services` asks for. */
  act(action: unknown, asked: readonly string[]): Change {
    if (!isAction(action)) throw new PebbleError(`invalid action "${String(action)}"`);
    const byName = action === 'start' || action === 'stop' || action === 'restart';
    if (byName && asked.length === 0) throw new PebbleError(`must specify services for ${action} action`);
    if (!byName && asked.length > 0) throw new PebbleError(`${action} accepts no service names`);
    for (const name of asked) {
      if (!(name in this.#plan())) {
        throw new PebbleError(`cannot ${action} services: service "${name}" does not exist`);
      }
    }
    const { stop, start } = this.#steps(action, asked);
    const summary = summaryOf(action, unique([...asked, ...[...stop, ...start].toSorted()]));
    const change = this.#changes.begin(action, summary, [
      ...stop.map((name) => this.#stop(name)),
      ...start.map((name) => this.#start(name)),
    ]);
    this.#changes.end(change);
    return change;
  }

  #steps(action: Action, asked: readonly string[]): { stop: readonly string[]; start: readonly string[] } {
    const enabled = Object.entries(this.#plan())
      .filter(([, { startup }]) => startup === 'enabled')
      .map(([name]) => name);
    switch (action) {
      case 'start':
        return { stop: [], start: this.#inOrder(asked) };
      case 'stop':
        return { stop: this.#dependents(asked), start: [] };
      case 'restart':
        return { stop: asked, start: this.#inOrder(asked) };
      case 'autostart':
        return { stop: [], start: this.#inOrder(enabled) };
      case 'replan': {
        const changed = [...this.#running].filter(([name, { config }]) => config !== this.#config(name));
        const stop = this.#dependents(changed.map(([name]) => name));
        const restart = stop.filter((name) => this.#running.has(name) && name in this.#plan());
        return { stop, start: this.#inOrder([...restart, ...enabled]) };
      }
    }
  }

  /** Those and all that they require, each after what it is to come after. */
  #inOrder(names: readonly string[]): string[] {
    const wanted = unique(names.flatMap((name) => [name, ...this.#requiredBy(name)]));
    const ordered: string[] = [];
    const visit = (name: string, below: readonly string[]): void => {
      if (ordered.includes(name) || below.includes(name)) return;
      const earlier = wanted.filter(
        (other) => this.#names(name, 'after').includes(other) || this.#names(other, 'before').includes(name),
      );
      for (const other of earlier) visit(other, [...below, name]);
      ordered.push(name);
    };
    for (const name of wanted.toSorted()) visit(name, []);
    return ordered;
  }

  #requiredBy(name: string, seen: readonly string[] = []): string[] {
    return this.#names(name, 'requires')
      .filter((other) => !seen.includes(other) && other in this.#plan())
      .flatMap((other) => [other, ...this.#requiredBy(other, [...seen, name])]);
  }

  /** Those, and before them what requires them. */
  #dependents(names: readonly string[]): string[] {
    const dependents = Object.keys(this.#plan()).filter((name) =>
      this.#requiredBy(name).some((other) => names.includes(other)),
    );
    return unique([...dependents, ...names]);
  }

  #names(name: string, key: 'after' | 'before' | 'requires'): string[] {
    const value = this.#plan()[name]?.[key];
    return Array.isArray(value) ? value.map(String) : [];
  }

  #config(name: string): string {
    return JSON.stringify(this.#plan()[name] ?? null);
  }

  #start(name: string): TaskSketch {
    const task = { kind: 'start', summary: `Start service "${name}"` };
    if (this.#running.has(name)) return { ...task, log: `Service "${name}" already started.` };
    this.#known.add(name);
    this.#running.set(name, { since: new Date().toISOString(), config: this.#config(name) });
    return task;
  }

  #stop(name: string): TaskSketch {
    const task = { kind: 'stop', summary: `Stop service "${name}"` };
    if (this.#running.delete(name)) return task;
    const never = this.#known.has(name) ? 'already stopped' : 'has never been started';
    return { ...task, log: `Service "${name}" ${never}.` };
  }
}

function summaryOf(action: Action, names: readonly string[]): string {
  const verb = action.charAt(0).toUpperCase() + action.slice(1);
  const [first] = names;
  if (first === undefined) return `${verb} - no services`;
  return names.length === 1
    ? `${verb} service "${first}"`
    : `${verb} service "${first}" and ${String(names.length - 1)} more`;
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

const isAction = (value: unknown): value is Action => (actions as readonly unknown[]).includes(value);
