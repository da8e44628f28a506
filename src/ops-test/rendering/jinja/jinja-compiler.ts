import { ExpressionCompiler } from './expression-compiler';
import type { CompileFrame, Node } from './nunjucks-parts';

/** nunjucks' compiler with the meaning that Jinja2 gives to tags and scopes too. @internal */
export class JinjaCompiler extends ExpressionCompiler {
  compileIf(node: Node, frame: CompileFrame): void {
    this._emit('if(');
    this._truth(node['cond'], frame);
    this._emitLine(') {');
    this._withScopedSyntax(() => this.compile(node['body'], frame));
    if (node['else_']) {
      this._emitLine('} else {');
      this._withScopedSyntax(() => this.compile(node['else_'], frame));
    }
    this._emitLine('}');
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
    const [target] = node['targets'] as readonly [Node];
    this.#setTarget(target, whole, frame);
  }

  #setTarget(target: Node, id: string, frame: CompileFrame): void {
    if (target.typename === 'Tuple') {
      this.#unpack(target, id, (part, value) => this.#setTarget(part, value, frame));
    } else if (target.typename === 'LookupVal') {
      this._located(target, () => {
        this._emit('runtime.python.assign(');
        this.compile(target['target'], frame);
        this._emit(', ');
        this.compile(target['val'], frame);
        this._emit(`, ${id})`);
      });
      this._emitLine(';');
    } else {
      this.#assign(String(target['value']), id, frame);
    }
  }

  #unpack(target: Node, id: string, use: (part: Node, value: string) => void): void {
    const parts = target['items'] as readonly Node[];
    const values = this._tmpid();
    this._emit(`var ${values} = `);
    this._located(target, () => this._emit(`runtime.python.unpack(${id}, ${String(parts.length)})`));
    this._emitLine(';');
    parts.forEach((part, index) => use(part, `${values}[${String(index)}]`));
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

  /** What is set in the block of a `set` or a `filter` ends with it. */
  override compileCapture(node: Node, frame: CompileFrame): void {
    this._emit('(function() { frame = frame.push(); var captured = ');
    super.compileCapture(node, frame.push());
    this._emit('; frame = frame.pop(); return captured; })()');
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
    const [items, index, loop] = [this._tmpid(), this._tmpid(), this._tmpid()];
    const frame = outer.push();
    this._emit(`var ${items} = `);
    this.#loopItems(node, outer);
    this._emitLine(';');
    this._emitLine(`var ${loop} = runtime.python.loop(${items});`);
    this._emitLine(`for(var ${index} = 0; ${index} < ${items}.length; ${index}++) {`);
    this._emitLine('frame = frame.push();');
    this.#bindTargets(node['name'] as Node, `${items}[${index}]`, frame, true);
    this._emitLine(`frame.set("loop", ${loop}(${index}));`);
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
    this._located(node, () => {
      this._emit('runtime.python.itemsOf(');
      this.compile(isFiltered ? source['body'] : source, outer);
      this._emit(')');
      if (!isFiltered) return;
      const [item, frame] = [this._tmpid(), outer.push()];
      this._emitLine(`.filter(function(${item}) {`);
      this.#bindTargets(node['name'] as Node, item, frame, false);
      this._emit('return ');
      this._truth(source['cond'], frame);
      this._emit('; })');
    });
  }

  #bindTargets(target: Node, item: string, frame: CompileFrame, atRuntime: boolean): void {
    if (target.typename === 'Tuple') {
      this.#unpack(target, item, (part, value) => this.#bindTargets(part, value, frame, atRuntime));
      return;
    }
    const [id, name] = [this._tmpid(), String(target['value'])];
    if (target.typename !== 'Symbol')
      this.fail('a variable of a loop has no dot', target.lineno, target.colno);
    this._emitLine(`var ${id} = ${item};`);
    if (atRuntime) this._emitLine(`frame.set(${JSON.stringify(name)}, ${id});`);
    frame.set(name, id);
  }
}
