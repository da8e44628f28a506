import type { ControllerSeed } from './controller-state';

/**
 * A controller's config as Juju shows it; only what a client of ours reads.
 *
 * @internal
 */
export function controllerConfigDefaults(seed: ControllerSeed): Readonly<Record<string, unknown>> {
  return {
    'api-port': 17070,
    'audit-log-capture-args': false,
    'audit-log-exclude-methods': 'ReadOnlyMethods',
    'audit-log-max-backups': 10,
    'audit-log-max-size': '300M',
    'auditing-enabled': true,
    'controller-name': seed.name,
    'controller-uuid': seed.uuid,
    'max-agent-state-size': 524_288,
    'max-charm-state-size': 2_097_152,
    'model-logfile-max-backups': 2,
    'model-logfile-max-size': '10M',
    'set-numa-control-policy': false,
    // Juju 4 has no MongoDB.
    ...(seed.profile.series === '3.6' && { 'state-port': 37_017 }),
  };
}
