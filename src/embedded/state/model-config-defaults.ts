import type { JujuSeries } from './profile';

/** A value of model config: texts, flags, numbers, and the pairs of `resource-tags`. @public */
export type ModelConfigValue = string | boolean | number | Readonly<Record<string, string>>;

const noProxy = '127.0.0.1,localhost,::1';
const everywhere = '0.0.0.0/0,::/0';

/** Juju's defaults that 3.6 and 4.0 share. */
const common: Readonly<Record<string, ModelConfigValue>> = {
  'agent-metadata-url': '',
  'apt-ftp-proxy': '',
  'apt-http-proxy': '',
  'apt-https-proxy': '',
  'apt-mirror': '',
  'apt-no-proxy': '',
  'automatically-retry-hooks': true,
  'backup-dir': '',
  'charmhub-url': 'https://api.charmhub.io',
  'cloudinit-userdata': '',
  'container-image-metadata-defaults-disabled': false,
  'container-image-metadata-url': '',
  'container-image-stream': 'released',
  'container-inherit-properties': '',
  'container-networking-method': '',
  'default-base': '',
  'default-space': '',
  development: false,
  'disable-network-management': false,
  'disable-telemetry': false,
  'egress-subnets': '',
  'enable-os-refresh-update': true,
  'enable-os-upgrade': true,
  'firewall-mode': 'instance',
  'ftp-proxy': '',
  'http-proxy': '',
  'https-proxy': '',
  'image-metadata-defaults-disabled': false,
  'image-metadata-url': '',
  'image-stream': 'released',
  'juju-ftp-proxy': '',
  'juju-http-proxy': '',
  'juju-https-proxy': '',
  'juju-no-proxy': noProxy,
  'logging-config': '',
  'lxd-snap-channel': '5.0/stable',
  'max-action-results-age': '336h',
  'max-action-results-size': '5G',
  mode: 'requires-prompts',
  'net-bond-reconfigure-delay': 17,
  'no-proxy': noProxy,
  'num-container-provision-workers': 4,
  'num-provision-workers': 16,
  'proxy-ssh': false,
  'resource-tags': '',
  'saas-ingress-allow': everywhere,
  'snap-http-proxy': '',
  'snap-https-proxy': '',
  'snap-store-assertions': '',
  'snap-store-proxy': '',
  'snap-store-proxy-url': '',
  'ssh-allow': everywhere,
  'ssl-hostname-verification': true,
  'test-mode': false,
  'transmit-vendor-metrics': true,
  'update-status-hook-interval': '5m',
};

const only: Readonly<Record<JujuSeries, Readonly<Record<string, ModelConfigValue>>>> = {
  '3.6': {
    'agent-stream': 'released',
    'fan-config': '',
    'ignore-machine-addresses': false,
    'logforward-enabled': false,
    'logging-output': '',
    'max-status-history-age': '336h',
    'max-status-history-size': '5G',
    'provisioner-harvest-mode': 'destroyed',
    'secret-backend': 'auto',
  },
  '4.0': {},
};

/** The defaults of a Juju. @internal */
export function modelConfigDefaults(series: JujuSeries): Readonly<Record<string, ModelConfigValue>> {
  return { ...common, ...only[series] };
}
