import { FacadeNotSupportedError } from './errors';
import type { FacadeVersions } from './wire-types';

/**
 * The versions of each facade that we speak: those of Juju 3.6 and of Juju 4.0. What older 3.x controllers offer
 * beside them is the same in what we use.
 */
const spoken: Readonly<Record<string, readonly number[]>> = {
  Action: [7],
  AllModelWatcher: [4],
  AllWatcher: [3],
  Annotations: [2],
  Application: [15, 16, 17, 18, 19, 20, 21, 22],
  ApplicationOffers: [4, 5, 6],
  Backups: [3],
  Block: [2],
  Bundle: [6, 8],
  Charms: [5, 6, 7],
  Client: [6, 7, 8],
  Cloud: [7, 8],
  Controller: [11, 12, 13, 14],
  CredentialManager: [1],
  HighAvailability: [2, 3],
  ImageMetadataManager: [1],
  KeyManager: [1],
  MachineManager: [9, 10, 11],
  ModelConfig: [3, 4],
  ModelGeneration: [4],
  ModelManager: [9, 10, 11],
  ModelSummaryWatcher: [1],
  ModelUpgrader: [1, 2],
  NotifyWatcher: [1],
  Payloads: [1],
  Pinger: [1],
  Resources: [3],
  SecretBackends: [1],
  Secrets: [1, 2],
  Spaces: [6],
  SSHClient: [4, 5],
  Storage: [6, 7],
  StringsWatcher: [1],
  Subnets: [5],
  UserManager: [3],
};

/**
 * Which version of each facade to speak with one controller: the highest that both sides know.
 *
 * @internal
 */
export class FacadeTable {
  readonly #offered: ReadonlyMap<string, readonly number[]>;

  /** @param offered - as the login told */
  constructor(
    offered: readonly FacadeVersions[] | null | undefined,
    private readonly server: { readonly peer: string; readonly version: string },
  ) {
    this.#offered = new Map((offered ?? []).map(({ name, versions }) => [name, versions ?? []]));
  }

  /** The best common version of a facade; 0 where there is none. */
  best(facade: string): number {
    const ours = spoken[facade] ?? [];
    const common = (this.#offered.get(facade) ?? []).filter((version) => ours.includes(version));
    return Math.max(0, ...common);
  }

  /**
   * The best common version of a facade.
   *
   * @throws FacadeNotSupportedError naming the controller's version and both lists
   */
  require(facade: string): number {
    const best = this.best(facade);
    if (best > 0) return best;
    throw new FacadeNotSupportedError(
      `${this.server.peer} (Juju ${this.server.version}) has no version of the facade ${facade} that jest-operator ` +
        `speaks: it offers ${listOf(this.#offered.get(facade))}, jest-operator speaks ${listOf(spoken[facade])}. ` +
        'Model facades are offered on connections to a model only, controller facades on connections to a controller.',
      facade,
    );
  }
}

function listOf(versions: readonly number[] | undefined): string {
  return versions === undefined || versions.length === 0 ? 'none' : versions.join(', ');
}
