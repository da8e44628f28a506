import { ExpressionParser } from './expression-parser';
import { jinjaTokens } from './jinja-tokens';
import { lexer, nodes, type Node, type ParserToken } from './nunjucks-parts';

/** Tags of nunjucks that Jinja2 has not. */
const foreignTags: ReadonlySet<unknown> = new Set([
  'switch',
  'verbatim',
  'ifAsync',
  'asyncEach',
  'asyncAll',
  'elseif',
]);

/** Tags of extensions that Jinja2 does not have by its defaults, and pytest-operator neither. */
const tagsOfExtensions: ReadonlySet<unknown> = new Set(['do', 'break', 'continue', 'trans', 'debug']);

/** Tags that name other templates. */
const tagsOfLoaders: ReadonlySet<unknown> = new Set(['include', 'import', 'from', 'extends']);

const endOfRaw = /^([\s\S]*?)\{%([-+]?)\s*endraw\s*(?=[-+]?%\})/;

/** With the tags `with`, `set a, b`, `for a, (b, c)` and `raw` as Jinja2 has them. */
class JinjaParser extends ExpressionParser {
  /** Where the tag begins that is being read, and those around it. */
  readonly #open: ParserToken[] = [];
  /** The line of the last `{{` or `{%`. */
  #codeBegin = 0;

  /** To nunjucks all but white space and delimiters may be in a name, and what it makes of one has it as it is. */
  override nextToken(withWhitespace?: boolean): ParserToken | null {
    const token = super.nextToken(withWhitespace);
    const { type, value, lineno, colno } = token ?? {};
    if (type === lexer.TOKEN_BLOCK_START || type === lexer.TOKEN_VARIABLE_START)
      this.#codeBegin = lineno ?? 0;
    if (token === null && this.tokens.in_code) {
      this.fail('unexpected end of the template in what begins here', this.#codeBegin, 0);
    }
    const [odd] = type === lexer.TOKEN_SYMBOL ? (/[^\p{L}\p{N}_]/u.exec(value ?? '') ?? []) : [];
    if (odd !== undefined) this.fail(`unexpected character ${odd}`, lineno, colno);
    return token;
  }

  override parseUntilBlocks(...names: readonly string[]): Node {
    const body = super.parseUntilBlocks(...names);
    if (this.peekToken() !== null) return body;
    const { value = '', lineno, colno } = this.#open.at(-1) ?? {};
    const end = names.find((name) => name.startsWith('end')) ?? '';
    return this.fail(`the tag ${value} that begins here has no ${end}`, lineno, colno);
  }

  override parseStatement(): Node | null {
    const tag = this.peekToken();
    if (!tag) return super.parseStatement();
    this.#open.push(tag);
    const node = this.#parseTag(tag);
    this.#open.pop();
    return node;
  }

  #parseTag({ value, lineno, colno }: ParserToken): Node | null {
    if (foreignTags.has(value)) this.fail(`unknown block tag: ${value}`, lineno, colno);
    if (tagsOfExtensions.has(value)) {
      const why = `the tag ${value} is of an extension, which Jinja2 does not have by its defaults`;
      this.fail(why, lineno, colno);
    }
    if (tagsOfLoaders.has(value))
      this.fail(`the tag ${value} is not supported: a template stands alone`, lineno, colno);
    return value === 'with' ? this.#parseWith() : super.parseStatement();
  }

  override parseFor(): Node {
    const { lineno, colno } = this.nextToken() as ParserToken;
    const node = new nodes.For(lineno, colno) as Node & {
      [part in 'name' | 'arr' | 'body' | 'else_']: unknown;
    };
    node.name = this.#parseTargets();
    if (!this.skipSymbol('in')) this.fail('for: expected in', lineno, colno);
    const items = this._parseTuple(() => this.parseOr());
    // What the compiler takes for a loop over some of the items.
    node.arr = this.skipSymbol('if')
      ? new nodes.InlineIf(items.lineno, items.colno, this.parseExpression(), items, null)
      : items;
    if (this.skipSymbol('recursive')) this.fail('recursive loops are not supported', lineno, colno);
    this.advanceAfterBlockEnd('for');
    node.body = this.parseUntilBlocks('endfor', 'else');
    if (this.skipSymbol('else')) {
      this.advanceAfterBlockEnd('else');
      node.else_ = this.parseUntilBlocks('endfor');
    }
    this.advanceAfterBlockEnd();
    return node;
  }

  /** `a`, `a, b` or `a, (b, c)`. */
  #parseTargets(): Node {
    return this._parseTuple(() => this.#parseTarget());
  }

  #parseTarget(): Node {
    const { type, value, lineno, colno } = this.nextToken() ?? {};
    if (type === lexer.TOKEN_LEFT_PAREN) {
      const targets = this.#parseTargets();
      this.expect(lexer.TOKEN_RIGHT_PAREN);
      return targets;
    }
    if (type !== lexer.TOKEN_SYMBOL || /^\d/.test(value ?? ''))
      this.fail(`a variable was expected, got ${value ?? ''}`, lineno, colno);
    const name = new nodes.Symbol(lineno, colno, value);
    // One of a namespace.
    if (!this.skipValue(lexer.TOKEN_OPERATOR, '.')) return name;
    return new nodes.LookupVal(lineno, colno, name, this._parseAttribute());
  }

  /** `{% filter upper | indent %}` */
  override parseFilterStatement(): Node {
    const { lineno, colno } = this.nextToken() as ParserToken;
    const capture = new nodes.Capture(lineno, colno) as Node & { body: unknown };
    // The first filter, which has no `|`, is like the others.
    this.pushToken({ type: lexer.TOKEN_PIPE, value: '|', lineno, colno });
    const node = super.parseFilter(capture);
    this.advanceAfterBlockEnd('filter');
    capture.body = this.parseUntilBlocks('endfilter');
    this.advanceAfterBlockEnd();
    return new nodes.Output(lineno, colno, [node]);
  }

  #parseWith(): Node {
    const { lineno, colno } = this.nextToken() as ParserToken;
    const [targets, values]: [Node[], Node[]] = [[], []];
    while (this.peekToken()?.type !== lexer.TOKEN_BLOCK_END) {
      if (targets.length > 0) this.expect(lexer.TOKEN_COMMA);
      targets.push(this.#parseTargets());
      if (!this.skipValue(lexer.TOKEN_OPERATOR, '=')) this.fail('with: expected =', lineno, colno);
      values.push(this.parseExpression());
    }
    this.advanceAfterBlockEnd('with');
    const body = this.parseUntilBlocks('endwith');
    this.advanceAfterBlockEnd();
    return new nodes.With(lineno, colno, targets, values, body);
  }

  override parseSet(): Node {
    const { lineno, colno } = this.nextToken() as ParserToken;
    const node = new nodes.Set(lineno, colno, []) as Node & { body: unknown; value: unknown };
    (node['targets'] as Node[]).push(this.#parseTargets());
    if (this.skipValue(lexer.TOKEN_OPERATOR, '=')) {
      node.value = this._parseTuple(() => this.parseExpression());
      this.advanceAfterBlockEnd('set');
      return node;
    }
    // What the filters of `{% set name | upper %}` work on is the block.
    const capture = new nodes.Capture(lineno, colno) as Node & { body: unknown };
    node.value = null;
    node.body = this.parseFilter(capture);
    this.advanceAfterBlockEnd('set');
    capture.body = this.parseUntilBlocks('endset');
    this.advanceAfterBlockEnd();
    return node;
  }

  /** With `{%- endraw -%}` too; what is in it is never looked at. */
  override parseRaw(): Node {
    const { lineno, colno } = this.advanceAfterBlockEnd();
    const [all, text = '', sign] = this.tokens._extractRegex(endOfRaw) ?? [];
    if (all === undefined) this.fail('raw: expected endraw, got end of file', lineno, colno);
    const begun = this.dropLeadingWhitespace ? text.trimStart() : text;
    this.tokens.in_code = true;
    this.dropLeadingWhitespace = this.expect(lexer.TOKEN_BLOCK_END).value.startsWith('-');
    const data = new nodes.TemplateData(lineno, colno, sign === '-' ? begun.trimEnd() : begun);
    return new nodes.Output(lineno, colno, [data]);
  }
}

/** The tree of a template. @throws Error that has the line @internal */
export function parseTemplate(text: string): Node {
  const tokens = jinjaTokens(text);
  const parser = new JinjaParser(tokens);
  try {
    return parser.parseAsRoot();
  } catch (error) {
    const { lineno, message } = error as { readonly lineno?: number; readonly message: string };
    if (lineno !== undefined) throw error;
    const why = error instanceof TypeError ? 'what stands here is not understood' : message;
    return parser.fail(why, tokens.lineno, tokens.colno);
  }
}
