import type { CharmBase } from './charm';
import type { YamlMap } from './yaml-map';
import { isMap } from './yaml-map';
import { normalizeChannel, readBase } from './read-manifest';

/**
 * Checks that `charmcraft.yaml` is a charm's, in the form that stands for all the other files.
 *
 * @internal
 */
export function checkUnified(charmcraft: YamlMap): void {
  const type = charmcraft.string('type', 'charm');
  if (type !== 'charm') {
    throw charmcraft.problem(
      `type: it is a ${type}`,
      'Only a charm can be deployed as one; make "type" "charm".',
    );
  }
  if (!charmcraft.has('name')) {
    throw charmcraft.problem(
      'name: expected string, got nothing',
      'Without a metadata.yaml, charmcraft.yaml needs "name", "summary" and "description".',
    );
  }
}

/**
 * The bases that a charm is built for: from `bases`, or from `base` and `platforms`.
 *
 * @internal
 */
export function basesOf(charmcraft: YamlMap): CharmBase[] {
  if (charmcraft.has('bases')) return charmcraft.maps('bases').flatMap(runOn);
  const base = charmcraft.string('base', '');
  const bases = charmcraft
    .map('platforms')
    .keys.flatMap((platform) => platformBase(charmcraft, platform, base));
  return mergeArchitectures(bases);
}

/** `{ build-on, run-on: [{ name, channel }] }`, or the short form `{ name, channel }`. */
function runOn(entry: YamlMap): CharmBase[] {
  return entry.has('run-on') ? entry.maps('run-on').map(readBase) : [readBase(entry)];
}

/** `amd64` of the common base, or `ubuntu@24.04:amd64`; what it is built for may differ from what it is called. */
function platformBase(charmcraft: YamlMap, platform: string, base: string): CharmBase[] {
  const details = charmcraft.map('platforms').raw[platform];
  const builtFor = isMap(details) ? details['build-for'] : undefined;
  const targets =
    builtFor === undefined ? [platform] : [builtFor].flat().filter((target) => typeof target === 'string');
  return targets.map((target) => {
    const colon = target.indexOf(':');
    const [own, architecture] =
      colon < 0 ? [base, target] : [target.slice(0, colon), target.slice(colon + 1)];
    return parseBase(charmcraft, own, architecture);
  });
}

function parseBase(charmcraft: YamlMap, text: string, architecture: string): CharmBase {
  const [, name, channel] = /^([a-z]+)@(\S+)$/.exec(text) ?? [];
  if (name === undefined || channel === undefined) {
    throw charmcraft.problem(
      `base: "${text}" is not of the form "name@channel"`,
      'Write for instance `base: ubuntu@24.04`.',
    );
  }
  return { name, channel: normalizeChannel(channel), architectures: [architecture] };
}

function mergeArchitectures(bases: readonly CharmBase[]): CharmBase[] {
  const merged = new Map<string, CharmBase>();
  for (const base of bases) {
    const key = `${base.name}@${base.channel}`;
    const known = merged.get(key);
    const architectures = [...new Set([...(known?.architectures ?? []), ...base.architectures])];
    merged.set(key, { ...base, architectures });
  }
  return [...merged.values()];
}
