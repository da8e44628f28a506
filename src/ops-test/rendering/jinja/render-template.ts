import * as nunjucks from 'nunjucks';

import { JujuError } from '../../../errors';
import { type Filter, jinjaFilters } from './filters';
import { JinjaCompiler } from './jinja-compiler';
import { parseTemplate } from './jinja-parser';
import { runtime } from './nunjucks-parts';
import { expressions } from './operators';
import { newNamespace } from './namespace';
import { dict, member, range } from './python-methods';
import { pythonText } from './python-text';
import { jinjaTest } from './tests';
import { checkedMacro } from './macro';
import { isEqual } from './python-value';

/**
 * A template could not be rendered: the message names file, line and what is wrong there.
 *
 * @public
 */
export class TemplateError extends JujuError {
  /** The template's file, or what it is. */
  readonly template: string;
  /** Counted from 1; `undefined` where it is about the template as a whole. */
  readonly line: number | undefined;

  constructor(template: string, line: number | undefined, why: string, options: ErrorOptions = {}) {
    super(`${template}${line === undefined ? '' : `, line ${String(line)}`}: ${why}`, {
      code: 'not valid',
      ...options,
    });
    this.template = template;
    this.line = line;
  }
}

/**
 * Renders a template as Jinja2 does by its defaults: what is undefined is nothing, the last line break goes, values are
 * printed as Python prints them.
 *
 * @param name - what messages call the template: its path
 * @throws TemplateError
 * @internal
 */
export function renderTemplate(
  source: string,
  context: Readonly<Record<string, unknown>>,
  name: string,
): string {
  const text = withoutLastBreak(source.replaceAll(/\r\n|\r/g, '\n'));
  const code = trying(name, 0, () => withPython(compiledOf(text, name)));
  const compiled = { type: 'code', obj: code } as unknown as string;
  // Lines are counted from 0 while it runs, but not while it is compiled.
  return trying(name, 1, () =>
    new nunjucks.Template(compiled, environment, name, true).render({ ...context }),
  );
}

function trying<T>(name: string, offset: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw located(error, name, offset);
  }
}

function withoutLastBreak(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

type Code = Readonly<Record<string, (...args: unknown[]) => unknown>>;

function compiledOf(text: string, name: string): Code {
  const compiler = new JinjaCompiler(name, false);
  compiler.compile(parseTemplate(text));
  // What nunjucks does with its own.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(compiler.getCode())() as Code;
}

const pythonRuntime = {
  ...runtime,
  suppressValue: pythonText,
  makeMacro: checkedMacro,
  contextOrFrameLookup: lookup,
  python: { ...expressions, member, loop: loopVariables },
};

interface Frame {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly parent?: Frame | undefined;
}

/** nunjucks' own finds what every object of JavaScript has. */
function lookup(
  context: { readonly ctx: Readonly<Record<string, unknown>> },
  frame: Frame,
  name: string,
): unknown {
  for (let at: Frame | undefined = frame; at; at = at.parent)
    if (name in at.variables) return at.variables[name];
  if (Object.hasOwn(context.ctx, name)) return context.ctx[name];
  return Object.hasOwn(globals, name) ? globals[name] : undefined;
}

/** The code that comes of a template, with our runtime in place of the one that nunjucks gives it. */
function withPython(code: Code): Code {
  const wrapped = Object.entries(code).map(([name, run]) => [
    name,
    (env: unknown, context: unknown, frame: unknown, _: unknown, done: unknown) =>
      // A block sees nothing of the loops around it.
      run(env, context, name === 'root' ? frame : new runtime.Frame(), pythonRuntime, done),
  ]);
  return Object.fromEntries(wrapped) as Code;
}

function loopVariables(items: readonly unknown[]): (index: number) => object {
  const { length } = items;
  let seen: readonly unknown[] | undefined;
  const changed = (...values: unknown[]) => {
    const isChanged = seen === undefined || !isEqual(values, seen);
    seen = values;
    return isChanged;
  };
  return (index) => ({
    index: index + 1,
    index0: index,
    revindex: length - index,
    revindex0: length - index - 1,
    first: index === 0,
    last: index === length - 1,
    length,
    depth: 1,
    depth0: 0,
    previtem: items[index - 1],
    nextitem: items[index + 1],
    changed,
    cycle: (...values: unknown[]) => values[index % values.length],
  });
}

const globals: Readonly<Record<string, unknown>> = {
  True: true,
  False: false,
  None: null,
  dict,
  namespace: (...args: unknown[]) => newNamespace(dict(...args)),
  range,
};

const environment = createEnvironment();

function createEnvironment(): nunjucks.Environment {
  // `dev`: else it takes the line out of its errors.
  const env = new nunjucks.Environment([], { autoescape: false, dev: true });
  const testOf = (name: string) => jinjaTest(name, (filter) => filters.has(filter));
  const filters = jinjaFilters(
    (name, value, args) => filterOf(filters, name)(value, ...args),
    (name, value, args) => testOf(name)(value, ...args) === true,
  );
  // Its own filters and tests differ from Jinja2's in small things: none of them is to be found.
  return Object.assign(env, {
    globals: {},
    getFilter: (name: string) => filterOf(filters, name),
    getTest: testOf,
  });
}

function filterOf(filters: ReadonlyMap<string, Filter>, name: string): Filter {
  const filter = filters.get(name);
  if (filter) return filter;
  throw new Error(`No filter named '${name}'`);
}

/** nunjucks puts file and place into the message, in a form of its own; what is wrong is the cause, if it has one. */
function located(error: unknown, name: string, offset: number): TemplateError {
  const { lineno } = error as { readonly lineno?: number };
  const { cause, message } = innermost(error as Error);
  const why = cause instanceof Error ? cause.message : (message.split('\n').at(-1) ?? '');
  const plain = why.replace(/^\s*(?:Template render error: |(?:Syntax|Type)?Error: )*/, '').trim();
  return new TemplateError(name, lineno === undefined ? undefined : lineno + offset, plain, { cause: error });
}

/** That of nunjucks which is about the error itself: one in a block is in another. */
function innermost(error: Error): Error {
  const { cause } = error;
  return cause instanceof Error && 'lineno' in cause ? innermost(cause) : error;
}
