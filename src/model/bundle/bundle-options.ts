import type { CallLimits } from '../calls/call-limits';

/**
 * A bundle: the path of its YAML file or its folder, which begins with `./`, `../` or `/`; its YAML text, of more than
 * one line; `{ path }`; a `file:` URL; or the name of a bundle of Charmhub.
 *
 * @public
 */
export type BundleSource = string | URL | { readonly path: string };

/** How to deploy a bundle. @public */
export interface BundleDeployOptions extends CallLimits {
  /**
   * What is laid over the bundle, in this order: paths or YAML texts, each of one document or several. An application
   * that is `null` there is left out.
   */
  readonly overlays?: BundleSource | readonly BundleSource[];
  /** Agree that the applications of which the bundle says so use the cloud's credential. */
  readonly trust?: boolean;
  /** Deploy charms even where they say that they do not support the base. */
  readonly force?: boolean;
  /** Of a bundle of Charmhub. Default: `'latest/stable'`. */
  readonly channel?: string;
  /** Of a bundle of Charmhub: exactly this one. */
  readonly revision?: number;
}

/** @internal */
export const bundleKeys: readonly (keyof BundleDeployOptions)[] = [
  'overlays',
  'trust',
  'force',
  'channel',
  'revision',
  'signal',
  'timeout',
];
