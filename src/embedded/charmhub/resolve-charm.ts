import { nearestName } from '../../nearest-name';
import { badRequest, notFound, notValid, refused } from '../api-error';
import type { CharmOrigin } from '../state/entities';
import type { BundleEntry, CharmEntry, StoreEntry, StoreRelease } from './entries';
import { platformsOf } from './info-document';

/** A base as Charmhub has it. */
interface Platform {
  readonly name: string;
  readonly channel: string;
  readonly architecture: string;
}

/** What is asked for: the fields of an origin that count. @internal */
export type WantedOrigin = Pick<CharmOrigin, 'architecture' | 'base' | 'id' | 'revision' | 'risk' | 'track'>;

/** A charm of Charmhub that fits. @internal */
export interface ResolvedCharm {
  readonly kind: 'charm';
  readonly entry: CharmEntry;
  readonly release: StoreRelease;
  /** `track/risk` as it will be asked for again. */
  readonly channel: string;
  readonly architecture: string;
  /** What it can be deployed on, the one to take first. */
  readonly bases: readonly { readonly name: string; readonly channel: string }[];
}

/** @internal */
export interface ResolvedBundle {
  readonly kind: 'bundle';
  readonly entry: BundleEntry;
  readonly channel: string;
}

/**
 * Finds what a name, a channel and a base, or a revision, lead to, and refuses the rest as Juju tells of Charmhub's
 * refusals.
 *
 * @internal
 */
export function resolveEntry(
  entries: ReadonlyMap<string, StoreEntry>,
  name: string,
  wanted: WantedOrigin,
): ResolvedBundle | ResolvedCharm {
  const entry = entries.get(name);
  if (entry === undefined) throw unknownName(entries, name);
  if (entry.kind === 'bundle') return resolveBundle(entry, wanted);
  // With an id, what runs is to be refreshed: its revision says where it is, not what it shall be.
  return wanted.revision === undefined || wanted.revision < 0 || wanted.id !== ''
    ? byChannel(entry, wanted)
    : byRevision(entry, wanted, wanted.revision);
}

/** Charmhub's words, and ours: who knows that the real one has it would wonder. */
function unknownName(entries: ReadonlyMap<string, StoreEntry>, name: string): Error {
  const known = [...entries.keys()];
  const meant = nearestName(name, known);
  return refused(
    `resolving error: No charm or bundle with name '${name}'. ` +
      (meant === undefined ? '' : `Did you mean "${meant}"? `) +
      `What the embedded controller has for Charmhub: ${known.length === 0 ? 'nothing' : known.toSorted().join(', ')}. ` +
      `More by embedded: { charmhub: { "${name}": path } }`,
  );
}

/** The same for what has to be a charm. @internal */
export function resolveCharm(
  entries: ReadonlyMap<string, StoreEntry>,
  name: string,
  wanted: WantedOrigin,
): ResolvedCharm {
  const resolved = resolveEntry(entries, name, wanted);
  if (resolved.kind === 'charm') return resolved;
  throw badRequest(`${JSON.stringify(name)} is not a charm`);
}

function resolveBundle(entry: BundleEntry, wanted: WantedOrigin): ResolvedBundle {
  const channel = fullChannel(wanted);
  if (wanted.revision !== undefined && wanted.revision >= 0 && wanted.revision !== entry.revision)
    throw refused('resolving error: No revision was found in the Store.');
  if (wanted.revision === undefined && !entry.channels.includes(channel)) {
    const available = entry.channels.map((name) => `channel ${JSON.stringify(name)}: available bases are: `);
    throw noRelease(wanted, available);
  }
  return { kind: 'bundle', entry, channel };
}

function byChannel(entry: CharmEntry, wanted: WantedOrigin): ResolvedCharm {
  const channel = fullChannel(wanted);
  const released = entry.releases.filter(({ channels }) => entry.standIn || channels.includes(channel));
  const release = released.findLast((each) => fits(each, wanted).length > 0);
  if (!release) throw noRelease(wanted, suggestions(entry, wanted));
  return resolved(entry, release, channel, wanted);
}

function byRevision(entry: CharmEntry, wanted: WantedOrigin, revision: number): ResolvedCharm {
  const last = entry.standIn ? entry.releases.at(-1) : undefined;
  const release = last
    ? { ...last, revision }
    : entry.releases.findLast((each) => each.revision === revision);
  if (!release) throw refused('resolving error: No revision was found in the Store.');
  return resolved(entry, release, fullChannel(wanted), wanted);
}

function resolved(
  entry: CharmEntry,
  release: StoreRelease,
  channel: string,
  wanted: WantedOrigin,
): ResolvedCharm {
  const all = platformsOf(release.manifest.bases);
  if (all.length === 0) throw notValid('charm does not define any bases,');
  const asked = all.filter((base) => base.architecture === wanted.architecture);
  const bases = [...new Map((asked.length > 0 ? asked : all).map((base) => [baseText(base), base])).values()];
  const { architecture } = wanted;
  return {
    ...{ kind: 'charm', entry, release, channel, architecture },
    bases: bases.map(({ name, channel: track }) => ({ name, channel: track })),
  };
}

function fits({ manifest }: StoreRelease, { architecture, base }: WantedOrigin): Platform[] {
  return platformsOf(manifest.bases).filter(
    (each) =>
      each.architecture === architecture &&
      (base.name === '' || (each.name === base.name && each.channel === trackOf(base.channel))),
  );
}

/** Juju's advice: each channel with its bases, for the architecture that was asked for. */
function suggestions(entry: CharmEntry, { architecture }: WantedOrigin): string[] {
  const channels = new Map<string, string[]>();
  for (const { channels: names, manifest } of entry.releases) {
    const bases = platformsOf(manifest.bases)
      .filter((base) => base.architecture === architecture)
      .map(baseText);
    for (const name of names) if (bases.length > 0) channels.set(name, bases);
  }
  return [...channels].map(
    ([name, bases]) => `channel ${JSON.stringify(name)}: available bases are: ${bases.join(', ')}`,
  );
}

function noRelease(wanted: WantedOrigin, available: readonly string[]): Error {
  if (available.length === 0) return refused('selecting releases: no releases available');
  const { architecture, base } = wanted;
  const platform = [architecture, base.name, base.channel].filter((part) => part !== '').join('/');
  return refused(
    `selecting releases: charm or bundle not found for channel ${JSON.stringify(channelOf(wanted))}, ` +
      `base ${JSON.stringify(platform)}\navailable releases are:\n  ${available.join('\n  ')}`,
  );
}

/** The resource of a revision, or the one of the release. @internal */
export function resourceOf(
  { entry, release }: ResolvedCharm,
  name: string,
  revision: number,
): { readonly revision: number; readonly content: Buffer } {
  const wanted = revision < 0 ? release.resources.get(name) : revision;
  const found = entry.resources.get(name)?.find((resource) => resource.revision === wanted);
  if (found) return found;
  throw notFound(`charm resource ${JSON.stringify(name)} at revision ${String(revision)}`);
}

/** As it was asked for. */
const channelOf = ({ track = '', risk }: WantedOrigin): string =>
  [track, risk === '' ? 'stable' : risk].filter((part) => part !== '').join('/');

const fullChannel = ({ track, risk }: WantedOrigin): string =>
  `${track === undefined || track === '' ? 'latest' : track}/${risk === '' ? 'stable' : risk}`;

const trackOf = (channel: string): string => channel.replace(/\/.*$/, '');

const baseText = ({ name, channel }: { readonly name: string; readonly channel: string }): string =>
  `${name}@${channel}`;
