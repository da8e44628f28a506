import type { JujuSeries } from '../state/profile';

/** What sets one line of Juju's releases apart from another in what it says on the wire. @internal */
export interface WireProfile {
  readonly series: JujuSeries;
  /** Facades that a controller connection has and a model connection has not. */
  readonly controllerFacades: ReadonlySet<string>;
  /** Facades that both kinds of connection have. */
  readonly commonFacades: ReadonlySet<string>;
  /** Charm archives are taken by `POST /model/UUID/charms` too. */
  readonly legacyCharmUpload: boolean;
  /** Watcher ids are the connection's own, with a random prefix. */
  readonly namespacedWatchers: boolean;
  /** A login to a model that does not exist says so; the newer line hides it. */
  readonly tellsUnknownModels: boolean;
  /** The line's words for a call of something that is not there. */
  unknownFacade(facade: string, version: number): string;
  unknownMethod(facade: string, version: number, method: string): string;
}

const controllerFacades = [
  'AllModelWatcher',
  'ApplicationOffers',
  'Cloud',
  'Controller',
  'CrossController',
  'MigrationTarget',
  'ModelManager',
  'ModelSummaryWatcher',
  'ModelUpgrader',
  'SecretBackends',
  'UserManager',
];
const commonFacades = ['Bundle', 'ModelConfig', 'NotifyWatcher', 'Pinger'];

const juju36: WireProfile = {
  series: '3.6',
  controllerFacades: new Set(controllerFacades),
  commonFacades: new Set([...commonFacades, 'HighAvailability']),
  legacyCharmUpload: true,
  namespacedWatchers: false,
  tellsUnknownModels: true,
  unknownFacade: (facade, version) =>
    version === 0
      ? `unknown object type ${quoted(facade)}`
      : `unknown version (${version}) of interface ${quoted(facade)}`,
  unknownMethod: (facade, version, method) => {
    const of = version === 0 ? facade : `${facade}(${version})`;
    return `no such request - method ${of}.${method} is not implemented`;
  },
};

const juju40: WireProfile = {
  series: '4.0',
  controllerFacades: new Set(controllerFacades),
  commonFacades: new Set([...commonFacades, 'SSHServer']),
  legacyCharmUpload: false,
  namespacedWatchers: true,
  tellsUnknownModels: false,
  unknownFacade: (facade, version) =>
    version === 0
      ? `unknown facade type ${quoted(facade)}`
      : `unknown version ${version} for facade type ${quoted(facade)}`,
  unknownMethod: (facade, version, method) =>
    `unknown method ${quoted(method)} at version ${version} for facade type ${quoted(facade)}`,
};

/** The wire side of the embedded controller's profiles. @internal */
export const wireProfiles: Readonly<Record<JujuSeries, WireProfile>> = { '3.6': juju36, '4.0': juju40 };

const quoted = (text: string): string => JSON.stringify(text);
