import type { CloudCredential } from './cloud-entities';
import { notFound } from '../api-error';

/**
 * What users log in to clouds with.
 *
 * @public
 */
export class Credentials {
  readonly #credentials = new Map<string, CloudCredential>();

  [Symbol.iterator](): IterableIterator<CloudCredential> {
    return this.#credentials.values();
  }

  /** The credential, or `undefined`. */
  find(cloud: string, owner: string, name: string): CloudCredential | undefined {
    return this.#credentials.get(keyOf(cloud, owner, name));
  }

  /** The credential, or `credential "x" not found`. */
  get(cloud: string, owner: string, name: string): CloudCredential {
    const found = this.find(cloud, owner, name);
    if (found === undefined) throw notFound(`cloud credential "${keyOf(cloud, owner, name)}"`);
    return found;
  }

  /** Those of a user on a cloud. */
  of(cloud: string, owner: string): CloudCredential[] {
    return [...this].filter((credential) => credential.cloud === cloud && credential.owner === owner);
  }

  /** Adds a credential, or replaces the one of that name. */
  set(credential: Omit<CloudCredential, 'valid' | 'revoked'>): CloudCredential {
    const kept: CloudCredential = { ...credential, valid: true, revoked: false };
    this.#credentials.set(keyOf(kept.cloud, kept.owner, kept.name), kept);
    return kept;
  }

  remove(cloud: string, owner: string, name: string): void {
    this.get(cloud, owner, name);
    this.#credentials.delete(keyOf(cloud, owner, name));
  }
}

/** As Juju names it in messages: `cloud/owner/name`. */
function keyOf(cloud: string, owner: string, name: string): string {
  return `${cloud}/${owner}/${name}`;
}
