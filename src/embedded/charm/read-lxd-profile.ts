import type { CharmContents } from './charm';
import type { YamlMap } from './yaml-map';

/** `lxd-profile.yaml`. @internal */
export function readLxdProfile(profile: YamlMap): NonNullable<CharmContents['lxdProfile']> {
  const config: Record<string, string> = {};
  const declared = profile.map('config');
  for (const key of declared.keys) {
    if (key.startsWith('boot') || key.startsWith('limits') || key.startsWith('migration')) {
      throw profile.problem(
        `invalid lxd-profile.yaml: contains config value "${key}"`,
        'Juju does not let a charm set it.',
      );
    }
    config[key] = String(declared.raw[key]);
  }
  const devices: Record<string, Record<string, string>> = {};
  for (const name of profile.map('devices').keys) {
    const device = profile.map('devices').map(name);
    devices[name] = Object.fromEntries(device.keys.map((key) => [key, String(device.raw[key])]));
  }
  return { config, description: profile.string('description', ''), devices };
}
