import type { CharmBase } from './charm';
import type { YamlMap } from './yaml-map';

/** The bases of `manifest.yaml`. @internal */
export function readManifest(manifest: YamlMap): CharmBase[] {
  return manifest.maps('bases').map(readBase);
}

/** A base with a `name` and a `channel`; the channel's risk is `stable` where it is left out. @internal */
export function readBase(base: YamlMap): CharmBase {
  return {
    name: base.string('name'),
    channel: normalizeChannel(base.string('channel')),
    architectures: base.strings('architectures'),
  };
}

/** `22.04` as Juju keeps it: `22.04/stable`. @internal */
export function normalizeChannel(channel: string): string {
  return channel.includes('/') || channel === '' ? channel : `${channel}/stable`;
}
