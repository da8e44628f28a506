import type { Circus } from '@jest/types';

/** What a test or a describe block can be marked with. @internal */
export const markerNames = ['abortOnFail', 'skipIfDeployed'] as const;

/** @internal */
export type Marker = (typeof markerNames)[number];

type Node = Circus.TestEntry | Circus.DescribeBlock;
type Defining = ((...args: unknown[]) => unknown) & Record<string, unknown>;
type MarkerSet = ReadonlySet<Marker>;

/**
 * Adds `abortOnFail` and `skipIfDeployed` to `test`, `describe` and all their variants, and remembers which tests were
 * defined through them.
 *
 * Defining a test tells circus of it at once, while our function is still on the stack; that is how a mark finds its
 * test, with no need of names or functions, which may occur twice.
 *
 * @internal
 */
export class Markers {
  readonly #marks = new WeakMap<Node, MarkerSet>();
  /** What the definition that is being made now is marked with. A describe block puts it aside for its body. */
  #pending: MarkerSet | undefined;
  readonly #aside: (MarkerSet | undefined)[] = [];

  /** Attaches the markers to the functions that a test file will see. */
  install(globals: Readonly<Record<string, unknown>>): void {
    const seen = new Set<unknown>();
    for (const name of definingGlobals) this.#attach(globals[name], seen);
  }

  /** Whether the test or block, or one that it stands in, has the mark. */
  has(node: Node, marker: Marker): boolean {
    for (let next: Node | undefined = node; next; next = next.parent) {
      if (this.#marks.get(next)?.has(marker)) return true;
    }
    return false;
  }

  /** To be told of circus' definition events. */
  onDefinition(name: Circus.Event['name'], { currentDescribeBlock }: Circus.State): void {
    if (name === 'add_test') {
      const test = currentDescribeBlock.children.at(-1);
      if (!test || !this.#pending) return;
      this.#marks.set(test, this.#pending);
      if (test.type === 'test') hideOurFrames(test.asyncError as { stack?: unknown });
    } else if (name === 'start_describe_definition') {
      if (this.#pending) this.#marks.set(currentDescribeBlock, this.#pending);
      this.#aside.push(this.#pending);
      this.#pending = undefined;
    } else if (name === 'finish_describe_definition') {
      this.#pending = this.#aside.pop();
    }
  }

  #attach(value: unknown, seen: Set<unknown>): void {
    if (!isDefining(value) || seen.has(value)) return;
    seen.add(value);
    for (const variant of variantsOf(value)) this.#attach(value[variant], seen);
    this.#attachMarkers(value, value, new Set());
  }

  #attachMarkers(to: Defining, base: Defining, marks: MarkerSet): void {
    for (const marker of markerNames) {
      const get = () => this.#marked(base, new Set([...marks, marker]));
      Object.defineProperty(to, marker, { get, configurable: true });
    }
  }

  /** `base`, marking what it defines; its variants (`each`, `only` …) are marked too. */
  #marked(base: Defining, marks: MarkerSet): Defining {
    const marked = ((...args: unknown[]) => this.#defineWith(marks, () => base(...args))) as Defining;
    const { each } = base;
    if (isDefining(each)) {
      marked.each = (...table: unknown[]) => {
        const define = each(...table) as Defining;
        return (...args: unknown[]) => this.#defineWith(marks, () => define(...args));
      };
    }
    for (const variant of variantsOf(base)) {
      const get = () => this.#marked(base[variant] as Defining, marks);
      Object.defineProperty(marked, variant, { get, configurable: true, enumerable: true });
    }
    this.#attachMarkers(marked, base, marks);
    return marked;
  }

  #defineWith(marks: MarkerSet, define: () => unknown): unknown {
    const outer = this.#pending;
    this.#pending = marks;
    try {
      return define();
    } finally {
      this.#pending = outer;
    }
  }
}

const definingGlobals = ['test', 'it', 'fit', 'xit', 'xtest', 'describe', 'fdescribe', 'xdescribe'];

function isDefining(value: unknown): value is Defining {
  return typeof value === 'function';
}

function variantsOf(base: Defining): string[] {
  return Object.keys(base).filter((key) => key !== 'each' && isDefining(base[key]));
}

/** Jest takes the place of a test's definition from this stack. */
function hideOurFrames(definition: { stack?: unknown }): void {
  if (typeof definition.stack !== 'string') return;
  const lines = definition.stack.split('\n');
  definition.stack = lines.filter((line) => !line.includes(__filename)).join('\n');
}
