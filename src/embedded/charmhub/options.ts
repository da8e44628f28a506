/** A charm that stands for one of Charmhub. @public */
export interface CharmhubRelease {
  /** Its `.charm` file or its folder. */
  readonly path: string;
  /** Default: one more than the last. */
  readonly revision?: number;
  /** Where it is released: `'latest/stable'`, `'edge'`, `'14/candidate'`. Default: `latest/stable`. */
  readonly channels?: readonly string[];
  /** What it is released with; a resource that is not named is an empty file. */
  readonly resources?: Readonly<Record<string, CharmhubResource>>;
}

/** A file, or what stands in it; with its revision where that matters. @public */
export type CharmhubResource =
  string | Buffer | { readonly content: string | Buffer; readonly revision?: number };

/** A bundle that stands for one of Charmhub. @public */
export interface CharmhubBundle {
  /** The path of its YAML file. */
  readonly bundle: string;
  readonly revision?: number;
  readonly channels?: readonly string[];
}

/** What one name of Charmhub leads to: a path, a release, the releases in their order, or a bundle. @public */
export type CharmhubEntry = string | CharmhubRelease | readonly (string | CharmhubRelease)[] | CharmhubBundle;
