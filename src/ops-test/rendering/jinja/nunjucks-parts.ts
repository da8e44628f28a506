import * as nunjucks from 'nunjucks';

/** A node of a template's tree, as far as the compiler looks at it. @internal */
export interface Node {
  readonly typename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly [part: string]: unknown;
}

/** Which variables of a template are which of JavaScript, while it is compiled. @internal */
export interface CompileFrame {
  push(isolated?: boolean): CompileFrame;
  set(name: string, id: string): void;
  lookup(name: string): string | undefined;
}

/** The parts of nunjucks' compiler that are built on. @internal */
export interface Compiler {
  compile(node: unknown, frame?: CompileFrame): void;
  getCode(): string;
  _emit(code: string): void;
  _emitLine(code: string): void;
  _tmpid(): string;
  _withScopedSyntax(body: () => void): void;
  fail(message: string, line?: number, column?: number): never;
}

/** A text that came of a macro. @internal */
export interface SafeString {
  readonly val: string;
  toString(): string;
}

interface Parts {
  readonly compiler: { readonly Compiler: new (name: string, throwOnUndefined: boolean) => Compiler };
  readonly parser: { parse(text: string, extensions: readonly unknown[], options: object): Node };
  readonly runtime: Readonly<Record<string, unknown>> & {
    readonly SafeString: new (text: string) => SafeString;
  };
}

// What its types do not tell of.
const parts = nunjucks as unknown as Parts;

/** @internal */
export const { Compiler: BaseCompiler } = parts.compiler;
/** @internal */
export const { runtime } = parts;
/** @internal */
export const parseTemplate = (text: string): Node => parts.parser.parse(text, [], {});
