/** How to log in to a cluster, in the forms that Juju takes too. @internal */
export type ClusterCredential =
  | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'password'; readonly username: string; readonly password: string };

/** All that is needed to speak to a cluster. @internal */
export interface ClusterAccess {
  /** Where it was found, for messages: `context "lab" of /home/me/.kube/config`. */
  readonly from: string;
  readonly server: string;
  /** Its CA, in PEM; the machine's own ones where there is none. */
  readonly ca: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly serverName: string | undefined;
  readonly credential: ClusterCredential;
}

/** What a kubeconfig is looked for in. @internal */
export interface KubeSurroundings {
  readonly env: NodeJS.ProcessEnv;
  /** Relative paths are relative to it, and plugins run in it. */
  readonly directory: string;
  /** Ends a plugin. */
  readonly signal?: AbortSignal | undefined;
  /** Where a pod finds its own credential. Default: where Kubernetes puts it. */
  readonly serviceAccount?: string | undefined;
}
