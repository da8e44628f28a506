/** Arguments that a template gives by name, as nunjucks passes them. @internal */
export interface Keywords {
  readonly __keywords: true;
  readonly [name: string]: unknown;
}

/** @internal */
export function isKeywords(value: unknown): value is Keywords {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '__keywords');
}

/** The arguments alone. @internal */
export function withoutMark(keywords: Keywords): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keywords).filter(([name]) => name !== '__keywords'));
}
