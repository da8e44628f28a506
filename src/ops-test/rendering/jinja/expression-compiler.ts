import { BaseCompiler, nodes, type CompileFrame, type Node } from './nunjucks-parts';
import { sourceOf } from './source-of';

/**
 * nunjucks' compiler with the meaning that Python gives to truth, operators and lookups. What it makes calls
 * `runtime.python`.
 *
 * @internal
 */
export class ExpressionCompiler extends BaseCompiler {
  compileInlineIf(node: Node, frame: CompileFrame): void {
    this._emit('(');
    this._truth(node['cond'], frame);
    this._emit(' ? ');
    this.compile(node['body'], frame);
    this._emit(' : ');
    if (node['else_']) this.compile(node['else_'], frame);
    else this._emit('undefined');
    this._emit(')');
  }

  /** A value that is true, and not just `true`: `name or 'nobody'`. */
  compileOr(node: Node, frame: CompileFrame): void {
    this.#either(node, frame, 'runtime.python.isTrue');
  }

  compileAnd(node: Node, frame: CompileFrame): void {
    this.#either(node, frame, '!runtime.python.isTrue');
  }

  #either(node: Node, frame: CompileFrame, test: string): void {
    this._emit(`(function() { var left = `);
    this.compile(node['left'], frame);
    this._emit(`; return ${test}(left) ? left : `);
    this.compile(node['right'], frame);
    this._emit('; })()');
  }

  compileNot(node: Node, frame: CompileFrame): void {
    this._emit('!');
    this._truth(node['target'], frame);
  }

  compileAdd(node: Node, frame: CompileFrame): void {
    this.#binary('add', node, frame);
  }

  compileConcat(node: Node, frame: CompileFrame): void {
    this.#binary('concat', node, frame);
  }

  compileSub(node: Node, frame: CompileFrame): void {
    this.#binary('sub', node, frame);
  }

  compileMul(node: Node, frame: CompileFrame): void {
    this.#binary('mul', node, frame);
  }

  compileDiv(node: Node, frame: CompileFrame): void {
    this.#binary('div', node, frame);
  }

  compileMod(node: Node, frame: CompileFrame): void {
    this.#binary('mod', node, frame);
  }

  compileFloorDiv(node: Node, frame: CompileFrame): void {
    this.#binary('floorDiv', node, frame);
  }

  compileCompare(node: Node, frame: CompileFrame): void {
    const operands = node['ops'] as readonly { readonly type: string; readonly expr: Node }[];
    const first = node['expr'] as Node;
    this._located(node, () => {
      const sources = [first, ...operands.map(({ expr }) => expr)].map(sourceOf);
      this._emit(`runtime.python.compare(${JSON.stringify(sources)}, `);
      this.compile(first, frame);
      for (const { type, expr } of operands) {
        this._emit(`, ${JSON.stringify(type)}, `);
        this.compile(expr, frame);
      }
      this._emit(')');
    });
  }

  compileLookupVal(node: Node, frame: CompileFrame): void {
    this._located(node, () => {
      this._emit('runtime.python.member(');
      this.compile(node['target'], frame);
      this._emit(', ');
      this.compile(node['val'], frame);
      this._emit(`, ${JSON.stringify(sourceOf(node['target'] as Node))})`);
    });
  }

  compileFilter(node: Node, frame: CompileFrame): void {
    const { value: name } = node['name'] as { readonly value: string };
    this._located(node, () => {
      const { children } = node['args'] as { readonly children: readonly Node[] };
      const source = JSON.stringify(sourceOf(children[0] as Node));
      this._emit(`runtime.python.applied(env.getFilter(${JSON.stringify(name)}), ${source}, `);
      this._list(children, (child) => this.compile(child, frame));
      this._emit(')');
    });
  }

  compileIs(node: Node, frame: CompileFrame): void {
    const { typename, name, value, args } = node['right'] as Node;
    const test = typename === 'FunCall' ? (name as Node)['value'] : value;
    const target = node['left'] as Node;
    this._located(node, () => {
      this._emit(
        `runtime.python.applied(env.getTest(${JSON.stringify(test)}), ${JSON.stringify(sourceOf(target))}, `,
      );
      const given = args === undefined ? [] : ((args as Node)['children'] as readonly Node[]);
      this._list([target, ...given], (child) => this.compile(child, frame));
      this._emit(') === true');
    });
  }

  compileFunCall(node: Node, frame: CompileFrame): void {
    const callee = node['name'] as Node;
    this._located(node, () => {
      this._emit(`runtime.python.called(${JSON.stringify(sourceOf(callee))}, `);
      this._list([callee, ...((node['args'] as Node)['children'] as readonly Node[])], (child) =>
        this.compile(child, frame),
      );
      this._emit(')');
    });
  }

  /** A key `__proto__` is one like others. */
  compilePair(node: Node, frame: CompileFrame): void {
    const key = node['key'] as Node;
    if (key.typename === 'Group') {
      this._emit('[');
      this._located(key, () => {
        this._emit('runtime.python.key');
        this.compile(key, frame);
      });
      this._emit(']: ');
    } else this._emit(`[${JSON.stringify(key['value'])}]: `);
    this.compile(node['value'], frame);
  }

  /** nunjucks lists the nodes that may be in an expression, without those that only Jinja2 has. */
  _compileExpression(node: Node, frame: CompileFrame): void {
    this.compile(node, frame);
  }

  /** What Jinja2 itself gives and we do not is not simply nothing, unless the context has it. */
  override compileSymbol(node: Node, frame: CompileFrame): void {
    const name = String(node['value']);
    if (!notGiven.has(name)) {
      super.compileSymbol(node, frame);
      return;
    }
    this._located(node, () => {
      this._emit(`runtime.python.given(${JSON.stringify(name)}, `);
      super.compileSymbol(node, frame);
      this._emit(')');
    });
  }

  compileTuple(node: Node, frame: CompileFrame): void {
    this._emit('runtime.python.tuple(');
    this._list(node['items'] as readonly Node[], (item) => this.compile(item, frame));
    this._emit(')');
  }

  compileSlice(node: Node, frame: CompileFrame): void {
    this._emit('runtime.python.slice(');
    this._list(node['parts'] as readonly (Node | undefined)[], (part) =>
      part ? this.compile(part, frame) : this._emit('null'),
    );
    this._emit(')');
  }

  /** Jinja2's literals have all characters; nunjucks leaves some as they are that end a line of JavaScript. */
  compileLiteral(node: Node): void {
    const value = node['value'];
    this._emit(typeof value === 'string' ? JSON.stringify(value) : String(value));
  }

  compilePow(node: Node, frame: CompileFrame): void {
    this.#binary('pow', node, frame);
  }

  compileNeg(node: Node, frame: CompileFrame): void {
    this.#signed('sub', node, frame);
  }

  compilePos(node: Node, frame: CompileFrame): void {
    this.#signed('add', node, frame);
  }

  #signed(name: string, node: Node, frame: CompileFrame): void {
    const zero = new nodes.Literal(node.lineno, node.colno, 0);
    this.#binary(name, { ...node, left: zero, right: node['target'] }, frame);
  }

  protected _truth(node: unknown, frame: CompileFrame): void {
    this._emit('runtime.python.isTrue(');
    this.compile(node, frame);
    this._emit(')');
  }

  #binary(name: string, node: Node, frame: CompileFrame): void {
    this._located(node, () => {
      const sources = [node['left'], node['right']].map((operand) =>
        JSON.stringify(sourceOf(operand as Node)),
      );
      this._emit(`runtime.python.binary(${JSON.stringify(name)}, ${sources.join(', ')}, `);
      this.compile(node['left'], frame);
      this._emit(', ');
      this.compile(node['right'], frame);
      this._emit(')');
    });
  }

  /** For messages: where in the template this is. */
  protected _located({ lineno, colno }: Node, emit: () => void): void {
    this._emit(`(lineno = ${String(lineno)}, colno = ${String(colno)}, `);
    emit();
    this._emit(')');
  }

  protected _list<N>(nodes: readonly N[], emit: (node: N) => void): void {
    nodes.forEach((node, index) => {
      if (index > 0) this._emit(', ');
      emit(node);
    });
  }
}

const notGiven: ReadonlySet<string> = new Set(['self', 'cycler', 'joiner', 'lipsum', 'varargs', 'kwargs']);
