/**
 * A file that goes into a charm while it is rendered; the template gets the path that it has where the charm is built.
 *
 * @example
 * ```ts
 * const library: CopiedFile = copyIn('dist/library.tar.gz');
 * ```
 *
 * @public
 */
export class CopiedFile {
  /** Relative to Jest's `rootDir`. */
  readonly path: string;

  /** @internal */
  constructor(path: string) {
    if (typeof path !== 'string' || path === '') {
      throw new TypeError(`copyIn takes the path of a file; got ${JSON.stringify(path)}`);
    }
    this.path = path;
  }
}

/**
 * Marks a value for `opsTest.renderCharm`: the file is copied into the charm, and the template gets its path there. A
 * `file:` URL does the same.
 *
 * @param path - relative to Jest's `rootDir`
 * @example
 * ```ts
 * await opsTest.renderCharm('./charm', { context: { library: copyIn('dist/library.tar.gz') } });
 * ```
 *
 * @public
 */
export function copyIn(path: string): CopiedFile {
  return new CopiedFile(path);
}
