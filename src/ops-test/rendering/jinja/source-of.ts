import type { Node } from './nunjucks-parts';

/** An expression as it stands in the template, for messages. @internal */
export function sourceOf(node: Node): string {
  switch (node.typename) {
    case 'Symbol':
      return String(node['value']);
    case 'LookupVal': {
      const { typename, value } = node['val'] as Node;
      const isName =
        typename === 'Literal' && typeof value === 'string' && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(value);
      const key = isName
        ? `.${value}`
        : `[${typename === 'Literal' ? JSON.stringify(value) : sourceOf(node['val'] as Node)}]`;
      return sourceOf(node['target'] as Node) + key;
    }
    case 'FunCall':
      return `${sourceOf(node['name'] as Node)}()`;
    case 'Filter': {
      const { children } = node['args'] as { readonly children: readonly Node[] };
      return `${sourceOf(children[0] as Node)}|${sourceOf(node['name'] as Node)}`;
    }
    case 'Literal':
      return JSON.stringify(node['value']);
    default:
      return 'the expression';
  }
}
