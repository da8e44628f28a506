import { dump } from 'js-yaml';
import { isRecord } from '../../is-record';
import { charmBases } from './charm-bases';
import { type CharmFileName, type CharmFiles, charmYaml, type YamlMapping } from './charm-files';

/** What of a charmcraft.yaml goes into metadata.yaml, as `charmcraft pack` has it. */
const metadataKeys = [
  'name',
  'summary',
  'description',
  'assumes',
  'charm-user',
  'containers',
  'devices',
  'extra-bindings',
  'peers',
  'provides',
  'requires',
  'resources',
  'storage',
  'subordinate',
  'terms',
];

/**
 * The files that a controller reads and a charm's folder lacks, made of its charmcraft.yaml. What is there stays.
 *
 * @internal
 */
export function charmFilesFor(files: CharmFiles, path: string): Partial<Record<CharmFileName, string>> {
  const made: Partial<Record<CharmFileName, string>> = {};
  const charmcraft = charmYaml(files, 'charmcraft.yaml', path);
  const add = (name: CharmFileName, content: YamlMapping | undefined) => {
    if (files[name] === undefined && content) made[name] = dump(content, { lineWidth: -1 });
  };
  add('metadata.yaml', metadataOf(charmcraft));
  add('config.yaml', mappingOrNone(charmcraft['config']));
  add('actions.yaml', mappingOrNone(charmcraft['actions']));
  add('manifest.yaml', manifestOf(files, path));
  return made;
}

function metadataOf(charmcraft: YamlMapping): YamlMapping {
  const metadata = metadataKeys.filter((key) => key in charmcraft).map((key) => [key, charmcraft[key]]);
  const { title } = charmcraft;
  return Object.fromEntries(
    title === undefined ? metadata : [...metadata, ['display-name', title]],
  ) as YamlMapping;
}

function mappingOrNone(value: unknown): YamlMapping | undefined {
  return isRecord(value) ? value : undefined;
}

/** Without one, Juju takes the charm for one of the old kind, which names series. */
function manifestOf(files: CharmFiles, path: string): YamlMapping | undefined {
  if (charmYaml(files, 'metadata.yaml', path)['series'] !== undefined) return undefined;
  const bases = charmBases(files, path);
  if (bases.length === 0) return undefined;
  return {
    bases: bases.map(({ name, channel, architectures }) => ({
      name,
      channel,
      ...(architectures.length > 0 && { architectures: [...architectures] }),
    })),
  };
}
