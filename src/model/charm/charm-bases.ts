import { isRecord } from '../../is-record';
import type { Base } from '../status/status';
import { type CharmFiles, charmYaml, type YamlMapping } from './charm-files';

/** An operating system that a charm is for, and on which machines. @internal */
export interface CharmBase extends Base {
  /** Empty for any. */
  readonly architectures: readonly string[];
}

/**
 * The operating systems that a charm is for: what its manifest.yaml says, else its charmcraft.yaml, in each of the forms
 * that charmcraft has had, else the series of an old metadata.yaml.
 *
 * @internal
 */
export function charmBases(files: CharmFiles, path: string): CharmBase[] {
  const ways = [
    () => listOf(charmYaml(files, 'manifest.yaml', path)['bases']).flatMap(ofMapping),
    () => ofCharmcraft(charmYaml(files, 'charmcraft.yaml', path)),
    () => listOf(charmYaml(files, 'metadata.yaml', path)['series']).flatMap(ofSeries),
  ];
  for (const way of ways) {
    const bases = way();
    if (bases.length > 0) return bases;
  }
  return [];
}

/**
 * `ubuntu@22.04`, `ubuntu@22.04/edge` → a base as Juju writes it; `undefined` for anything else.
 *
 * @internal
 */
export function parseBase(text: string): Base | undefined {
  const [, name, track, risk = 'stable'] = /^([a-z]+)@([\w.]+)(?:\/([a-z]+))?$/.exec(text) ?? [];
  return name === undefined || track === undefined ? undefined : { name, channel: `${track}/${risk}` };
}

/** `base` with `platforms`, `platforms` alone, or the older `bases`. */
function ofCharmcraft(charmcraft: YamlMapping): CharmBase[] {
  const { base, platforms, bases } = charmcraft;
  if (typeof base === 'string') return withArchitectures(parseBase(base), architecturesOf(platforms));
  if (isRecord(platforms)) return Object.entries(platforms).flatMap(([name, how]) => ofPlatform(name, how));
  return listOf(bases).flatMap((entry) => {
    if (!isRecord(entry)) return [];
    return 'run-on' in entry ? listOf(entry['run-on']).flatMap(ofMapping) : ofMapping(entry);
  });
}

/** `ubuntu@22.04:amd64:`, or a platform that says in `build-on` and `build-for` where it runs. */
function ofPlatform(name: string, how: unknown): CharmBase[] {
  const texts = [name, ...(isRecord(how) ? [...listOf(how['build-for']), ...listOf(how['build-on'])] : [])];
  for (const text of texts) {
    const [base = '', architecture] = String(text).split(':');
    const parsed = parseBase(base);
    if (parsed) return withArchitectures(parsed, architecture === undefined ? [] : [architecture]);
  }
  return [];
}

function architecturesOf(platforms: unknown): string[] {
  if (!isRecord(platforms)) return [];
  return Object.entries(platforms).flatMap(([name, how]) => {
    const [target] = isRecord(how) ? listOf(how['build-for']) : [];
    return typeof target === 'string' ? [target] : [name];
  });
}

function withArchitectures(base: Base | undefined, architectures: readonly string[]): CharmBase[] {
  return base ? [{ ...base, architectures }] : [];
}

/** `{ name: ubuntu, channel: '22.04', architectures: [amd64] }`. */
function ofMapping(entry: unknown): CharmBase[] {
  if (!isRecord(entry)) return [];
  const { name, channel, architectures } = entry;
  const base = parseBase(`${String(name)}@${String(channel)}`);
  return withArchitectures(base, listOf(architectures).map(String));
}

/** What charms of before 2021 may still name. */
const series: Readonly<Record<string, string>> = {
  trusty: '14.04',
  xenial: '16.04',
  bionic: '18.04',
  focal: '20.04',
  jammy: '22.04',
  noble: '24.04',
};

function ofSeries(name: unknown): CharmBase[] {
  const track = series[String(name)];
  return track === undefined ? [] : [{ name: 'ubuntu', channel: `${track}/stable`, architectures: [] }];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}
