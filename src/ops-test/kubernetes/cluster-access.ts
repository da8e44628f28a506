/** How to log in to a cluster, in the forms that Juju takes too. @internal */
export type ClusterCredential = Expiring &
  (
    | { readonly kind: 'certificate'; readonly certificate: string; readonly key: string }
    | { readonly kind: 'token'; readonly token: string }
    | { readonly kind: 'password'; readonly username: string; readonly password: string }
  );

interface Expiring {
  /** From when on it is not worth a try, by the wall's clock; where its plugin has said so. */
  readonly expiresAt?: number | undefined;
}

/** A credential that may be had anew. @internal */
export interface Renewal {
  /** One that has not expired, as far as is known. */
  current(signal: AbortSignal | undefined): Promise<ClusterCredential>;
  /** Another one than that, which was refused; `undefined` where there is none. */
  otherThan(
    refused: ClusterCredential,
    signal: AbortSignal | undefined,
  ): Promise<ClusterCredential | undefined>;
}

/** All that is needed to speak to a cluster. @internal */
export interface ClusterAccess {
  /** Where it was found, for messages: `context "lab" of /home/me/.kube/config`. */
  readonly from: string;
  readonly server: string;
  /** Its CA, in PEM; the machine's own ones where there is none. */
  readonly ca: string | undefined;
  readonly skipTlsVerify: boolean;
  readonly serverName: string | undefined;
  /** What the kubeconfig has for plugins, whatever it is. */
  readonly execConfig?: unknown;
  readonly credential: ClusterCredential;
  /** Has the credential anew, where it comes from a plugin or a file. */
  readonly renewal?: Renewal | undefined;
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
