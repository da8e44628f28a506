import { BaseParser, lexer, nodes, type Node, type ParserToken } from './nunjucks-parts';

const comparisons: ReadonlySet<unknown> = new Set(['==', '!=', '<', '>', '<=', '>=']);
const products: Readonly<Record<string, typeof nodes.Mul>> = {
  '*': nodes.Mul,
  '/': nodes.Div,
  '//': nodes.FloorDiv,
  '%': nodes.Mod,
};

/**
 * nunjucks' parser with Jinja2's grammar of expressions, which it only resembles: `2 * 7 // 2` is 7 there and 6 here,
 * `x is divisibleby 3` and `list[1:]` are none.
 *
 * @internal
 */
export class ExpressionParser extends BaseParser {
  /** `1, 2` without brackets. */
  protected _parseTuple(parseItem: () => Node): Node {
    const first = parseItem();
    if (this.peekToken()?.type !== lexer.TOKEN_COMMA) return first;
    const items = [first];
    while (this.skip(lexer.TOKEN_COMMA) && !endsOfTuples.has(this.peekToken()?.value))
      items.push(parseItem());
    return new nodes.Tuple(first.lineno, first.colno, items);
  }

  override parseInlineIf(): Node {
    let node = this.parseOr();
    while (this.skipSymbol('if')) {
      const cond = this.parseOr();
      const otherwise = this.skipSymbol('else') ? this.parseInlineIf() : null;
      node = new nodes.InlineIf(node.lineno, node.colno, cond, node, otherwise);
    }
    return node;
  }

  /** All comparisons and `in` are of one rank, and may be chained. */
  override parseIn(): Node {
    const first = this.parseAdd();
    const operands: Node[] = [];
    for (let operator = this.#comparison(); operator !== undefined; operator = this.#comparison()) {
      const right = this.parseAdd();
      operands.push(new nodes.CompareOperand(right.lineno, right.colno, right, operator));
    }
    return operands.length === 0 ? first : new nodes.Compare(first.lineno, first.colno, first, operands);
  }

  #comparison(): string | undefined {
    const token = this.peekToken();
    if (token?.type === lexer.TOKEN_OPERATOR && comparisons.has(token.value)) return this.nextToken()?.value;
    if (this.skipSymbol('in')) return 'in';
    if (!this.skipSymbol('not')) return undefined;
    if (!this.skipSymbol('in')) this.fail('expected in after not', token?.lineno, token?.colno);
    return 'not in';
  }

  override parseAdd(): Node {
    let node = this.parseConcat();
    for (;;) {
      const { value, type } = this.peekToken() ?? {};
      if (type !== lexer.TOKEN_OPERATOR || (value !== '+' && value !== '-')) return node;
      this.nextToken();
      const right = this.parseConcat();
      node = new (value === '+' ? nodes.Add : nodes.Sub)(node.lineno, node.colno, node, right);
    }
  }

  override parseConcat(): Node {
    let node = this.#parseProduct();
    while (this.skipValue(lexer.TOKEN_TILDE, '~')) {
      node = new nodes.Concat(node.lineno, node.colno, node, this.#parseProduct());
    }
    return node;
  }

  #parseProduct(): Node {
    let node = this.parsePow();
    for (;;) {
      const { value = '', type } = this.peekToken() ?? {};
      const made =
        type === lexer.TOKEN_OPERATOR && Object.hasOwn(products, value) ? products[value] : undefined;
      if (!made) return node;
      this.nextToken();
      node = new made(node.lineno, node.colno, node, this.parsePow());
    }
  }

  /** After a value come filters, tests, and calls of what they gave. */
  override parseFilter(target: Node): Node {
    let node = target;
    for (;;) {
      const { type } = this.peekToken() ?? {};
      if (type === lexer.TOKEN_PIPE) node = super.parseFilter(node);
      else if (this.skipSymbol('is')) node = this.#parseTest(node);
      else return node;
    }
  }

  #parseTest(target: Node): Node {
    const isInverted = this.skipSymbol('not');
    const { type, value, lineno, colno } = this.nextToken() as ParserToken;
    if (!namesOfTests.has(type)) this.fail(`the name of a test was expected, got ${value}`, lineno, colno);
    const name = new nodes.Symbol(lineno, colno, value);
    const args = this.#parseTestArguments();
    const test = args ? new nodes.FunCall(lineno, colno, name, args) : name;
    const node = new nodes.Is(lineno, colno, target, test);
    return isInverted ? new nodes.Not(lineno, colno, node) : node;
  }

  /** In brackets, or one without them. */
  #parseTestArguments(): Node | undefined {
    const { type, value, lineno, colno } = this.peekToken() ?? {};
    if (type === lexer.TOKEN_LEFT_PAREN) return this.parseSignature() ?? undefined;
    if (!argumentKinds.has(type) || afterTests.has(value)) return undefined;
    if (value === 'is') this.fail('tests cannot be chained with is', lineno, colno);
    return new nodes.NodeList(lineno, colno, [this.parsePrimary()]);
  }

  /** `x | f(1)[0]` is none in Jinja2, and nunjucks takes the index for one of the filter. */
  override parseFilterArgs(): readonly Node[] {
    if (this.peekToken()?.type !== lexer.TOKEN_LEFT_PAREN) return [];
    return this.parseSignature()?.['children'] as readonly Node[];
  }

  /** nunjucks puts those by name last, wherever they stand. */
  override parseSignature(tolerant?: boolean): Node | null {
    const { type, lineno, colno } = this.peekToken() ?? {};
    if (type !== lexer.TOKEN_LEFT_PAREN) {
      if (tolerant === true) return null;
      this.fail('expected arguments', lineno, colno);
    }
    this.nextToken();
    const [placed, named]: [Node[], Node[]] = [[], []];
    while (this.peekToken()?.type !== lexer.TOKEN_RIGHT_PAREN) {
      const arg = this.parseExpression();
      if (this.skipValue(lexer.TOKEN_OPERATOR, '='))
        named.push(new nodes.Pair(arg.lineno, arg.colno, arg, this.parseExpression()));
      else if (named.length === 0) placed.push(arg);
      else this.fail('an argument without a name follows one with a name', arg.lineno, arg.colno);
      if (!this.skip(lexer.TOKEN_COMMA)) break;
    }
    this.expect(lexer.TOKEN_RIGHT_PAREN);
    const args = named.length === 0 ? placed : [...placed, new nodes.KeywordArgs(lineno, colno, named)];
    return new nodes.NodeList(lineno, colno, args);
  }

  override parsePrimary(noPostfix?: boolean): Node {
    const { type, value = '', lineno, colno } = this.peekToken() ?? {};
    const isText = type === lexer.TOKEN_STRING;
    // A name like others in Jinja2.
    if (type === lexer.TOKEN_NONE && value === 'null') {
      this.nextToken();
      const name = new nodes.Symbol(lineno, colno, value);
      return noPostfix ? name : this.parsePostfix(name);
    }
    if (oddNumber(type, value)) this.fail(`the number ${value} is not supported`, lineno, colno);
    // To nunjucks a number in another form is a name, and nothing.
    if (!isText && !(type === lexer.TOKEN_SYMBOL && /^\d/.test(value))) return super.parsePrimary(noPostfix);
    const literal = new nodes.Literal(lineno, colno, isText ? this.#texts() : this.#number());
    return noPostfix ? literal : this.parsePostfix(literal);
  }

  /** Texts that follow each other are one. */
  #texts(): string {
    let text = '';
    while (this.peekToken()?.type === lexer.TOKEN_STRING) text += this.nextToken()?.value ?? '';
    return text;
  }

  #number(): number {
    const { value, lineno, colno } = this.nextToken() as ParserToken;
    const plain = value.replaceAll('_', '');
    const isWhole = this.peekToken()?.value !== '.';
    if (isWhole && /^(?:\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(plain)) return Number(plain);
    return this.fail(`the number ${value} is not supported; write it with digits alone`, lineno, colno);
  }

  override parsePostfix(target: Node): Node {
    let node = target;
    for (;;) {
      const { type, value, lineno, colno } = this.peekToken() ?? {};
      if (type === lexer.TOKEN_LEFT_BRACKET) {
        this.nextToken();
        node = new nodes.LookupVal(lineno, colno, node, this.#parseSubscript());
        this.expect(lexer.TOKEN_RIGHT_BRACKET);
      } else if (type === lexer.TOKEN_LEFT_PAREN) {
        node = new nodes.FunCall(lineno, colno, node, this.parseSignature());
      } else if (type === lexer.TOKEN_OPERATOR && value === '.') {
        this.nextToken();
        node = new nodes.LookupVal(lineno, colno, node, this._parseAttribute());
      } else return node;
    }
  }

  protected _parseAttribute(): Node {
    const { lineno: line, colno: column } = this.tokens;
    // As a token, `2.c` of `list.2.c` would be a fraction.
    const [digits] = this.tokens._extractRegex(/^\d+/) ?? [];
    if (digits !== undefined) return new nodes.Literal(line, column, Number(digits));
    const { type, value, lineno, colno } = this.nextToken() ?? { value: 'end of file' };
    if (type === lexer.TOKEN_SYMBOL) return new nodes.Literal(lineno, colno, value);
    return this.fail(`expected name as lookup value, got ${value}`, lineno, colno);
  }

  /** An index, a key, or a slice: `[1:]`, `[:-1]`, `[::2]`. */
  #parseSubscript(): Node {
    const { lineno, colno } = this.peekToken() ?? {};
    const parts: (Node | undefined)[] = [];
    let isSlice = false;
    do {
      const type = this.peekToken()?.type;
      const isLeftOut = type === lexer.TOKEN_COLON || type === lexer.TOKEN_RIGHT_BRACKET;
      parts.push(isLeftOut ? undefined : this.parseExpression());
      if (!this.skip(lexer.TOKEN_COLON)) break;
      isSlice = true;
    } while (parts.length < 3);
    if (isSlice) return new nodes.Slice(lineno, colno, parts);
    return parts[0] ?? this.fail('expected an index or a key', lineno, colno);
  }

  /** With a comma after the last part, which makes `(1,)` a tuple. */
  override parseAggregate(): Node | null {
    const { type, lineno, colno } = this.nextToken() as ParserToken;
    const [made, end] = aggregates[type] ?? [];
    if (!made || end === undefined) return null;
    const children: Node[] = [];
    let endsInComma = false;
    while (this.peekToken()?.type !== end) {
      children.push(made === nodes.Dict ? this.#parsePair() : this.parseExpression());
      endsInComma = this.skip(lexer.TOKEN_COMMA);
      if (!endsInComma) break;
    }
    this.expect(end);
    const isTuple = made === nodes.Group && (endsInComma || children.length !== 1);
    return new (isTuple ? nodes.Tuple : made)(lineno, colno, children);
  }

  #parsePair(): Node {
    const { lineno, colno } = this.peekToken() ?? {};
    const expression = this.parseExpression();
    const isText = expression.typename === 'Literal' && typeof expression['value'] === 'string';
    // To nunjucks a name alone is the text of it.
    const key = isText ? expression : new nodes.Group(lineno, colno, [expression]);
    this.expect(lexer.TOKEN_COLON);
    return new nodes.Pair(lineno, colno, key, this.parseExpression());
  }
}

/** What Python does not read, or JavaScript cannot keep. */
function oddNumber(type: string | undefined, value: string): boolean {
  if (type === lexer.TOKEN_FLOAT) return !/^\d+\.\d+$/.test(value);
  return type === lexer.TOKEN_INT && (/^0\d*[1-9]/.test(value) || !Number.isSafeInteger(Number(value)));
}

const aggregates: Readonly<Record<string, readonly [typeof nodes.Group, string]>> = {
  [lexer.TOKEN_LEFT_PAREN]: [nodes.Group, lexer.TOKEN_RIGHT_PAREN],
  [lexer.TOKEN_LEFT_BRACKET]: [nodes.Array, lexer.TOKEN_RIGHT_BRACKET],
  [lexer.TOKEN_LEFT_CURLY]: [nodes.Dict, lexer.TOKEN_RIGHT_CURLY],
};

/** What the argument of a test may begin with where it has no brackets. */
const argumentKinds: ReadonlySet<unknown> = new Set([
  lexer.TOKEN_SYMBOL,
  lexer.TOKEN_STRING,
  lexer.TOKEN_INT,
  lexer.TOKEN_FLOAT,
  lexer.TOKEN_BOOLEAN,
  lexer.TOKEN_NONE,
  lexer.TOKEN_LEFT_BRACKET,
  lexer.TOKEN_LEFT_CURLY,
]);

/** Where a tuple without brackets is over, though there was a comma. */
const endsOfTuples: ReadonlySet<unknown> = new Set(['=', 'in', ')', '%}', '-%}', '+%}']);

const namesOfTests: ReadonlySet<unknown> = new Set([
  lexer.TOKEN_SYMBOL,
  lexer.TOKEN_BOOLEAN,
  lexer.TOKEN_NONE,
]);

/** What goes on with the expression after a test. */
const afterTests: ReadonlySet<unknown> = new Set(['else', 'or', 'and', 'if', 'in', 'not']);
