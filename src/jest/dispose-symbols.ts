/**
 * Gives the sandbox the `Symbol.dispose` and `Symbol.asyncDispose` that our objects are marked with, so that `using`
 * and `await using` work in a test: on Node 20 a sandbox has none of its own, and Jest 29 does not add them.
 *
 * @internal
 */
export function polyfillDisposeSymbols(sandbox: object): void {
  const { Symbol: sandboxSymbol } = sandbox as { Symbol: SymbolConstructor };
  for (const name of ['dispose', 'asyncDispose'] as const) {
    if (sandboxSymbol[name] === Symbol[name]) continue;
    Object.defineProperty(sandboxSymbol, name, { value: Symbol[name], configurable: true, writable: true });
  }
}
