/**
 * The files of a charm, wherever they are.
 *
 * @internal
 */
export interface CharmFiles {
  /** Paths of all files, with `/`, relative to the charm. */
  readonly paths: readonly string[];
  /** The text of a small file, `undefined` when there is none. */
  read(path: string): Promise<string | undefined>;
}

/** No file that describes a charm comes near this; what is larger is not one. @internal */
export const maxDescriptionSize = 4 * 1024 * 1024;
