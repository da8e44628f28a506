const namespaces = new WeakSet();

/** What `namespace()` gives: a mapping whose variables a template may set. @internal */
export function newNamespace(variables: Record<string, unknown>): object {
  namespaces.add(variables);
  return variables;
}

/** @internal */
export function isNamespace(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && namespaces.has(value);
}
