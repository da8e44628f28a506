// Bundle 6 and 8.

/** @internal */
export interface BundleChangesParams {
  yaml: string;
  bundleURL: string;
}

/** One step of a bundle's deployment. @internal */
export interface BundleChangesMapArgs {
  id: string;
  method: string;
  args: Record<string, unknown>;
  requires: string[] | null;
}

/** With steps there is a place for an error of each of them, which is empty as a rule. @internal */
export interface BundleChangesMapArgsResults {
  changes?: BundleChangesMapArgs[] | undefined;
  errors?: string[] | undefined;
}

/** `include-series` is of Juju 3 alone. @internal */
export interface ExportBundleParams {
  'include-charm-defaults'?: boolean | undefined;
  'include-series'?: boolean | undefined;
}
