import { BaseCompiler, type CompileFrame, type Node } from './nunjucks-parts';

/**
 * nunjucks' compiler with the meaning that Python gives to truth, operators, lookups and loops. What it makes calls
 * `runtime.python`.
 *
 * @internal
 */
export class JinjaCompiler extends BaseCompiler {
  compileIf(node: Node, frame: CompileFrame): void {
    this._emit('if(');
    this.#truth(node['cond'], frame);
    this._emitLine(') {');
    this._withScopedSyntax(() => this.compile(node['body'], frame));
    if (node['else_']) {
      this._emitLine('} else {');
      this._withScopedSyntax(() => this.compile(node['else_'], frame));
    }
    this._emitLine('}');
  }

  compileInlineIf(node: Node, frame: CompileFrame): void {
    this._emit('(');
    this.#truth(node['cond'], frame);
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
    this.#truth(node['target'], frame);
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
    this.#located(node, () => {
      this._emit('runtime.python.compare(');
      this.compile(node['expr'], frame);
      for (const { type, expr } of node['ops'] as readonly { readonly type: string; readonly expr: Node }[]) {
        this._emit(`, ${JSON.stringify(type)}, `);
        this.compile(expr, frame);
      }
      this._emit(')');
    });
  }

  compileLookupVal(node: Node, frame: CompileFrame): void {
    this.#located(node, () => {
      this._emit('runtime.python.member(');
      this.compile(node['target'], frame);
      this._emit(', ');
      this.compile(node['val'], frame);
      this._emit(`, ${JSON.stringify(sourceOf(node['target'] as Node))})`);
    });
  }

  compileFilter(node: Node, frame: CompileFrame): void {
    const { value: name } = node['name'] as { readonly value: string };
    this.#located(node, () => {
      this._emit(`env.getFilter(${JSON.stringify(name)}).call(context, `);
      const { children } = node['args'] as { readonly children: readonly Node[] };
      this.#list(children, (child) => this.compile(child, frame));
      this._emit(')');
    });
  }

  /** What Jinja2 itself gives and we do not is not simply nothing, unless the context has it. */
  override compileSymbol(node: Node, frame: CompileFrame): void {
    const name = String(node['value']);
    if (!notGiven.has(name)) {
      super.compileSymbol(node, frame);
      return;
    }
    this.#located(node, () => {
      this._emit(`runtime.python.given(${JSON.stringify(name)}, `);
      super.compileSymbol(node, frame);
      this._emit(')');
    });
  }

  compileTuple(node: Node, frame: CompileFrame): void {
    this._emit('runtime.python.tuple(');
    this.#list(node['items'] as readonly Node[], (item) => this.compile(item, frame));
    this._emit(')');
  }

  compileSlice(node: Node, frame: CompileFrame): void {
    this._emit('runtime.python.slice(');
    this.#list(node['parts'] as readonly (Node | undefined)[], (part) =>
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
    this._emit('runtime.python.sub(0, ');
    this.compile(node['target'], frame);
    this._emit(')');
  }

  /** The values are those from before the block. */
  compileWith(node: Node, outer: CompileFrame): void {
    const frame = outer.push();
    const ids = (node['values'] as readonly Node[]).map((value) => {
      const id = this._tmpid();
      this._emit(`var ${id} = `);
      this.compile(value, outer);
      this._emitLine(';');
      return id;
    });
    this._emitLine('frame = frame.push();');
    (node['targets'] as readonly Node[]).forEach((target, index) =>
      this.#bindTargets(target, String(ids[index]), frame, true),
    );
    this._withScopedSyntax(() => this.compile(node['body'], frame));
    this._emitLine('frame = frame.pop();');
  }

  /** What is set in a loop ends with the turn. */
  compileSet(node: Node, frame: CompileFrame): void {
    const whole = this._tmpid();
    this._emit(`var ${whole} = `);
    this.compile(node['value'] ?? node['body'], frame);
    this._emitLine(';');
    const targets = node['targets'] as readonly Node[];
    const parts = targets.length === 1 ? undefined : this._tmpid();
    if (parts !== undefined) {
      this._emit(`var ${parts} = `);
      this.#located(node, () => this._emit(`runtime.python.unpack(${whole}, ${String(targets.length)})`));
      this._emitLine(';');
    }
    for (const [index, target] of targets.entries()) {
      const id = parts === undefined ? whole : `${parts}[${String(index)}]`;
      if (target.typename === 'LookupVal') {
        this._emit('runtime.python.assign(');
        this.compile(target['target'], frame);
        this._emit(', ');
        this.compile(target['val'], frame);
        this._emitLine(`, ${id});`);
      } else {
        this.#assign(String(target['value']), id, frame);
      }
    }
  }

  #assign(name: string, id: string, frame: CompileFrame): void {
    // What is around has a variable of this name, which stays what it is: from here on it is looked up.
    const shadow = `runtime.contextOrFrameLookup(context, frame, ${JSON.stringify(name)})`;
    const own = frame.get(name) ?? shadow;
    if (own !== shadow) this._emitLine(`${own} = ${id};`);
    else if (frame.lookup(name)) frame.set(name, shadow);
    this._emitLine(`frame.set(${JSON.stringify(name)}, ${id});`);
    this._emitLine(`if(frame.topLevel) context.setVariable(${JSON.stringify(name)}, ${id});`);
  }

  /** One that is in a loop or a `with` sees what is around it; nunjucks' see what is in the context alone. */
  override compileMacro(node: Node, frame: CompileFrame): void {
    if (!frame.parent) {
      super.compileMacro(node, frame);
      return;
    }
    const id = this._tmpid();
    this._emitLine(`var ${id} = (function(frame) {`);
    const macro = this._compileMacro(node, frame);
    this._emitLine(`return ${macro}; })(frame);`);
    this.#assign(String((node['name'] as Node)['value']), id, frame);
  }

  compileFor(node: Node, outer: CompileFrame): void {
    const [items, index] = [this._tmpid(), this._tmpid()];
    const frame = outer.push();
    this._emit(`var ${items} = `);
    this.#loopItems(node, outer);
    this._emitLine(';');
    this._emitLine(`for(var ${index} = 0; ${index} < ${items}.length; ${index}++) {`);
    this._emitLine('frame = frame.push();');
    this.#bindTargets(node['name'] as Node, `${items}[${index}]`, frame, true);
    this._emitLine(`frame.set("loop", runtime.python.loop(${items}, ${index}));`);
    this._withScopedSyntax(() => this.compile(node['body'], frame));
    this._emitLine('frame = frame.pop();');
    this._emitLine('}');
    if (!node['else_']) return;
    this._emitLine(`if(${items}.length === 0) {`);
    this._withScopedSyntax(() => this.compile(node['else_'], outer));
    this._emitLine('}');
  }

  /** `for x in xs if cond` comes from the parser as if it were `for x in (xs if cond)`. */
  #loopItems(node: Node, outer: CompileFrame): void {
    const source = node['arr'] as Node;
    const isFiltered = source.typename === 'InlineIf' && !source['else_'];
    this.#located(node, () => {
      this._emit('runtime.python.itemsOf(');
      this.compile(isFiltered ? source['body'] : source, outer);
      this._emit(')');
      if (!isFiltered) return;
      const [item, frame] = [this._tmpid(), outer.push()];
      this._emitLine(`.filter(function(${item}) {`);
      this.#bindTargets(node['name'] as Node, item, frame, false);
      this._emit('return ');
      this.#truth(source['cond'], frame);
      this._emit('; })');
    });
  }

  #bindTargets(target: Node, item: string, frame: CompileFrame, atRuntime: boolean): void {
    const names = target.typename === 'Symbol' ? undefined : (target['children'] as readonly Node[]);
    const bind = (name: string, value: string) => {
      const id = this._tmpid();
      this._emitLine(`var ${id} = ${value};`);
      if (atRuntime) this._emitLine(`frame.set(${JSON.stringify(name)}, ${id});`);
      frame.set(name, id);
    };
    if (!names) {
      bind(String(target['value']), item);
      return;
    }
    const parts = this._tmpid();
    this._emitLine(`var ${parts} = runtime.python.unpack(${item}, ${String(names.length)});`);
    names.forEach((name, index) => bind(String(name['value']), `${parts}[${String(index)}]`));
  }

  #truth(node: unknown, frame: CompileFrame): void {
    this._emit('runtime.python.isTrue(');
    this.compile(node, frame);
    this._emit(')');
  }

  #binary(name: string, node: Node, frame: CompileFrame): void {
    this.#located(node, () => {
      this._emit(`runtime.python.${name}(`);
      this.compile(node['left'], frame);
      this._emit(', ');
      this.compile(node['right'], frame);
      this._emit(')');
    });
  }

  /** For messages: where in the template this is. */
  #located({ lineno, colno }: Node, emit: () => void): void {
    this._emit(`(lineno = ${String(lineno)}, colno = ${String(colno)}, `);
    emit();
    this._emit(')');
  }

  #list<N>(nodes: readonly N[], emit: (node: N) => void): void {
    nodes.forEach((node, index) => {
      if (index > 0) this._emit(', ');
      emit(node);
    });
  }
}

const notGiven: ReadonlySet<string> = new Set(['cycler', 'joiner', 'lipsum', 'varargs', 'kwargs']);

/** An expression as it stands in the template, for messages. */
function sourceOf(node: Node): string {
  switch (node.typename) {
    case 'Symbol':
      return String(node['value']);
    case 'LookupVal': {
      const { typename, value } = node['val'] as Node;
      const key = typename === 'Literal' && typeof value === 'string' ? `.${value}` : `[${String(value)}]`;
      return sourceOf(node['target'] as Node) + key;
    }
    case 'FunCall':
      return `${sourceOf(node['name'] as Node)}()`;
    case 'Literal':
      return String(node['value']);
    default:
      return 'the expression';
  }
}
