import type { CharmMeta } from './charm';
import type { YamlMap } from './yaml-map';
import { readContainers, readResources } from './read-containers';
import { readDevices, readStorage } from './read-storage';
import { readRelations } from './read-relations';

/**
 * What `metadata.yaml`, or the part of `charmcraft.yaml` that stands for it, says. Values are checked one by one here,
 * what they mean together by `checkMetadata`.
 *
 * @internal
 */
export function readMetadata(metadata: YamlMap): CharmMeta {
  checkUnambiguous(metadata);
  const resources = readResources(metadata);
  const storage = readStorage(metadata);
  return {
    name: metadata.string('name'),
    summary: metadata.string('summary'),
    description: metadata.string('description'),
    subordinate: metadata.boolean('subordinate', false),
    provides: readRelations(metadata, 'provides'),
    requires: readRelations(metadata, 'requires'),
    peers: readRelations(metadata, 'peers'),
    extraBindings: metadata.map('extra-bindings').keys,
    categories: metadata.strings('categories'),
    tags: metadata.strings('tags'),
    series: metadata.strings('series'),
    storage,
    devices: readDevices(metadata),
    resources,
    containers: readContainers(metadata, resources, storage),
    terms: metadata.strings('terms'),
    minJujuVersion: metadata.string('min-juju-version', ''),
    assumes: metadata.list('assumes'),
    charmUser: readCharmUser(metadata),
  };
}

const newer = ['assumes', 'charm-user', 'containers'];
const older = ['deployment', 'min-juju-version', 'series'];

/** Keys of the two formats of metadata must not be mixed. */
function checkUnambiguous(metadata: YamlMap): void {
  const keys = metadata.keys.toSorted();
  const first = keys.find((key) => newer.includes(key) || older.includes(key));
  if (first === undefined) return;
  const [format, other] = newer.includes(first) ? [newer, older] : [older, newer];
  const mismatched = keys.filter((key) => other.includes(key));
  if (mismatched.length === 0) return;
  const quoted = (names: string[]) => names.map((name) => `"${name}"`).join(', ');
  throw metadata.problem(
    `ambiguous metadata: keys ${quoted(mismatched)} cannot be used with ${quoted(keys.filter((key) => format.includes(key)))}`,
    'Take the keys of the old format away.',
  );
}

function readCharmUser(metadata: YamlMap): string {
  const user = metadata.string('charm-user', '');
  if (['', 'root', 'sudoer', 'non-root'].includes(user)) return user;
  throw metadata.problem(
    `parsing charm-user: invalid charm-user "${user}" expected one of root, sudoer or non-root`,
    'Choose one of them.',
  );
}
