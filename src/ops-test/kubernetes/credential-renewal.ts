import type { ClusterCredential, Renewal } from './cluster-access';

/**
 * A credential that a plugin gives, or a file: it is had anew when it has expired or was refused.
 *
 * @internal
 */
export class CredentialRenewal implements Renewal {
  readonly #again: (signal: AbortSignal | undefined) => Promise<ClusterCredential>;
  #current: ClusterCredential;

  constructor(
    first: ClusterCredential,
    again: (signal: AbortSignal | undefined) => Promise<ClusterCredential>,
  ) {
    this.#current = first;
    this.#again = again;
  }

  async current(signal: AbortSignal | undefined): Promise<ClusterCredential> {
    const { expiresAt = Infinity } = this.#current;
    if (Date.now() >= expiresAt) this.#current = await this.#again(signal);
    return this.#current;
  }

  async otherThan(
    refused: ClusterCredential,
    signal: AbortSignal | undefined,
  ): Promise<ClusterCredential | undefined> {
    if (isSame(this.#current, refused)) this.#current = await this.#again(signal);
    return isSame(this.#current, refused) ? undefined : this.#current;
  }
}

function isSame(one: ClusterCredential, other: ClusterCredential): boolean {
  const words = (credential: ClusterCredential) => JSON.stringify({ ...credential, expiresAt: undefined });
  return words(one) === words(other);
}
