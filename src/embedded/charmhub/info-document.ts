import { createHash } from 'node:crypto';
import type { CharmBase } from '../charm/charm';
import type { BundleEntry, CharmEntry, StoreEntry, StoreRelease } from './entries';

/** What `GET /v2/charms/info/NAME` answers: all fields, whichever were asked for. @internal */
export function infoDocument(entry: StoreEntry, channel: string | undefined, url: string): object {
  const releases = entry.kind === 'charm' ? charmReleases(entry, url) : bundleReleases(entry, url);
  const [summary, description] = entry.kind === 'charm' ? wordsOf(entry) : ['', ''];
  const wanted = releases.find((release) => release.name === (channel ?? 'latest/stable')) ?? releases[0];
  return {
    ...{ type: entry.kind, id: entry.id, name: entry.name },
    result: {
      ...{ categories: [], summary, description, license: '', title: entry.name },
      publisher: { 'display-name': 'Embedded', id: 'embedded', username: 'embedded' },
      ...{ 'used-by': [], 'store-url': '' },
    },
    'channel-map': releases.map(({ document }) => document),
    ...(wanted && { 'default-release': wanted.document }),
  };
}

interface Released {
  readonly name: string;
  readonly document: object;
}

function wordsOf({ releases }: CharmEntry): [string, string] {
  const meta = releases.at(-1)?.meta;
  return [meta?.summary ?? '', meta?.description ?? ''];
}

/** The charm of each channel, once for each base. */
function charmReleases(entry: CharmEntry, url: string): Released[] {
  const channels = new Map<string, StoreRelease>();
  for (const release of entry.releases) for (const name of release.channels) channels.set(name, release);
  return [...channels].flatMap(([name, release]) =>
    platformsOf(release.manifest.bases).map((base) => ({
      name,
      document: {
        channel: channelDocument(name, base, release.releasedAt),
        revision: revisionDocument(entry, release, url),
        resources: [...release.resources].map(([resource, revision]) => ({
          name: resource,
          type: release.meta.resources.get(resource)?.type,
          filename: release.meta.resources.get(resource)?.path,
          description: release.meta.resources.get(resource)?.description,
          revision,
        })),
      },
    })),
  );
}

function revisionDocument(entry: CharmEntry, release: StoreRelease, url: string): object {
  const { revision, version, archive, releasedAt, meta } = release;
  return {
    ...{ revision, version: version === '' ? String(revision) : version },
    'created-at': releasedAt.toISOString(),
    bases: platformsOf(release.manifest.bases),
    ...{ subordinate: meta.subordinate, 'config-yaml': '', 'metadata-yaml': '', 'bundle-yaml': '' },
    download: download(archive, `${url}/download/${entry.name}.zip`),
  };
}

function bundleReleases({ name, channels, revision, yaml, archive }: BundleEntry, url: string): Released[] {
  const base = { name: 'NA', channel: 'NA', architecture: 'all' };
  return channels.map((channel) => ({
    name: channel,
    document: {
      channel: channelDocument(channel, base, new Date(0)),
      revision: {
        ...{ revision, version: String(revision), bases: [base], 'bundle-yaml': yaml },
        download: download(archive, `${url}/download/${name}.zip`),
      },
      resources: [],
    },
  }));
}

function channelDocument(name: string, base: object, releasedAt: Date): object {
  const [track, risk] = name.split('/');
  return { name, track, risk, base, 'released-at': releasedAt.toISOString() };
}

function download(content: Buffer, url: string): object {
  const hash = createHash('sha256').update(content).digest('hex');
  return { 'hash-sha-256': hash, size: content.length, url };
}

/** A base for each architecture, as Charmhub has them: without a risk. @internal */
export function platformsOf(bases: readonly CharmBase[]) {
  return bases.flatMap(({ name, channel, architectures }) =>
    (architectures.length === 0 ? ['amd64'] : architectures).map((architecture) => ({
      name,
      channel: channel.replace(/\/.*$/, ''),
      architecture,
    })),
  );
}
