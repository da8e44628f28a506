import type { CharmMeta } from './charm';

const unitHooks = [
  'install',
  'start',
  'config-changed',
  'upgrade-charm',
  'stop',
  'remove',
  'leader-elected',
  'leader-settings-changed',
  'update-status',
  'secret-changed',
  'secret-expired',
  'secret-remove',
  'secret-rotate',
];
const relationHooks = ['created', 'joined', 'changed', 'departed', 'broken'];
const storageHooks = ['attached', 'detaching'];
const workloadHooks = ['ready', 'custom-notice', 'check-failed', 'check-recovered'];

/**
 * All hooks that a charm with this metadata can have, by Juju's names.
 *
 * @internal
 */
export function hookNames(meta: CharmMeta): string[] {
  return [
    ...unitHooks,
    ...[...meta.provides.keys(), ...meta.requires.keys(), ...meta.peers.keys()].flatMap((endpoint) =>
      relationHooks.map((hook) => `${endpoint}-relation-${hook}`),
    ),
    ...[...meta.storage.keys()].flatMap((store) => storageHooks.map((hook) => `${store}-storage-${hook}`)),
    ...[...meta.containers.keys()].flatMap((container) =>
      workloadHooks.map((hook) => `${container}-pebble-${hook}`),
    ),
  ];
}
