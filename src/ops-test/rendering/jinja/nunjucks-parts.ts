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
  /** That of the template itself has none. */
  readonly parent?: CompileFrame | undefined;
  push(isolated?: boolean): CompileFrame;
  set(name: string, id: string): void;
  lookup(name: string): string | undefined;
  /** Of this frame alone. */
  get(name: string): string | null;
}

/** The parts of nunjucks' compiler that are built on. @internal */
export interface Compiler {
  compile(node: unknown, frame?: CompileFrame): void;
  compileSymbol(node: Node, frame: CompileFrame): void;
  compileCapture(node: Node, frame: CompileFrame): void;
  compileMacro(node: Node, frame: CompileFrame): void;
  _compileMacro(node: Node, frame?: CompileFrame): string;
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

/** @internal */
export interface ParserToken {
  readonly type: string;
  readonly value: string;
  readonly lineno: number;
  readonly colno: number;
}

/** @internal */
export interface Tokens {
  in_code: boolean;
  readonly lineno: number;
  readonly colno: number;
  _extractRegex(regex: RegExp): readonly string[] | null;
  nextToken(): ParserToken | null;
  _matches(part: string): boolean | null;
  _extractString(part: string): string | null;
  _parseString(): string;
}

/** The parts of nunjucks' parser that are built on. @internal */
export interface Parser {
  readonly tokens: Tokens;
  dropLeadingWhitespace: boolean;
  nextToken(withWhitespace?: boolean): ParserToken | null;
  pushToken(token: ParserToken): void;
  peekToken(): ParserToken | null;
  skip(type: string): boolean;
  skipValue(type: string, value: string): boolean;
  skipSymbol(name: string): boolean;
  expect(type: string): ParserToken;
  fail(message: string, line?: number, column?: number): never;
  advanceAfterBlockEnd(name?: string): ParserToken;
  parseUntilBlocks(...names: readonly string[]): Node;
  parseStatement(): Node | null;
  parseFor(): Node;
  parseSet(): Node;
  parseFilterStatement(): Node;
  parseRaw(): Node;
  parseExpression(): Node;
  parseInlineIf(): Node;
  parseOr(): Node;
  parseIn(): Node;
  parseAdd(): Node;
  parseConcat(): Node;
  parsePow(): Node;
  parseFilter(target: Node): Node;
  parseFilterArgs(node: Node): readonly Node[];
  parseSignature(tolerant?: boolean): Node | null;
  parsePrimary(noPostfix?: boolean): Node;
  parsePostfix(target: Node): Node;
  parseAggregate(): Node | null;
  parseAsRoot(): Node;
}

type NodeClass = new (line?: number, column?: number, ...parts: readonly unknown[]) => Node;

type TokenKind =
  | 'BLOCK_END'
  | 'BLOCK_START'
  | 'BOOLEAN'
  | 'COLON'
  | 'COMMA'
  | 'FLOAT'
  | 'INT'
  | 'LEFT_BRACKET'
  | 'LEFT_CURLY'
  | 'LEFT_PAREN'
  | 'NONE'
  | 'OPERATOR'
  | 'PIPE'
  | 'RIGHT_BRACKET'
  | 'RIGHT_CURLY'
  | 'RIGHT_PAREN'
  | 'STRING'
  | 'SYMBOL'
  | 'TILDE'
  | 'VARIABLE_START';

interface NodeClasses extends Readonly<
  Record<
    | 'Add'
    | 'Array'
    | 'Capture'
    | 'Compare'
    | 'CompareOperand'
    | 'Concat'
    | 'Dict'
    | 'Div'
    | 'FloorDiv'
    | 'For'
    | 'FunCall'
    | 'Group'
    | 'InlineIf'
    | 'Is'
    | 'KeywordArgs'
    | 'Literal'
    | 'LookupVal'
    | 'Mod'
    | 'Mul'
    | 'NodeList'
    | 'Not'
    | 'Output'
    | 'Pair'
    | 'Set'
    | 'Sub'
    | 'Symbol'
    | 'TemplateData',
    NodeClass
  >
> {
  readonly Node: NodeClass & {
    extend(name: string, parts: { readonly fields: readonly string[] }): NodeClass;
  };
}

interface Parts {
  readonly lexer: Readonly<Record<`TOKEN_${TokenKind}`, string>> & {
    lex(text: string, options: object): Tokens;
  };
  readonly nodes: NodeClasses;
  readonly compiler: { readonly Compiler: new (name: string, throwOnUndefined: boolean) => Compiler };
  readonly parser: { readonly Parser: new (tokens: Tokens) => Parser };
  readonly runtime: Readonly<Record<string, unknown>> & {
    readonly Frame: new () => object;
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
export const { Parser: BaseParser } = parts.parser;
/** @internal */
export const { lexer } = parts;

/** nunjucks' nodes, and those that only Jinja2's language has. @internal */
export const nodes = {
  ...parts.nodes,
  Slice: parts.nodes.Node.extend('Slice', { fields: ['parts'] }),
  Tuple: parts.nodes.Node.extend('Tuple', { fields: ['items'] }),
  With: parts.nodes.Node.extend('With', { fields: ['targets', 'values', 'body'] }),
};
