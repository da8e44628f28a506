import { randomUUID } from 'node:crypto';
import { notValid } from '../../errors';
import { nearestName } from '../../nearest-name';
import type { CharmContents } from '../charm/charm';
import { CharmhubServer } from './charmhub-server';
import type { BundleEntry, CharmEntry, StoreEntry } from './entries';
import { loadBundle } from './load-bundle';
import { loadRelease, readRelease, readResource, type ReadResource } from './load-release';
import type { CharmhubBundle, CharmhubEntry, CharmhubRelease } from './options';

/** Refuses a charm by throwing. */
type Check = (
  charm: Pick<CharmContents, 'actions' | 'files' | 'meta'> & { readonly name: string },
  schema: 'ch',
) => void;

const validName = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/;

/**
 * Charms of this machine that an embedded controller takes for those of Charmhub: what is deployed by its name comes
 * from here, and what is not here does not exist.
 *
 * @example
 * ```ts
 * await controller.charmhub.add('web', { path: './charms/web', channels: ['latest/stable', 'latest/edge'] });
 * await model.deploy('web', { channel: 'edge' });
 * ```
 *
 * @public
 */
export class Charmhub {
  readonly #entries = new Map<string, StoreEntry>();
  readonly #server = new CharmhubServer(this.#entries);
  readonly #checks: ReadonlySet<Check>;

  /** @internal */
  constructor(checks: ReadonlySet<Check>) {
    this.#checks = checks;
  }

  /** Where clients find it, as the model config `charmhub-url` says; `undefined` until something was added. */
  get url(): string | undefined {
    return this.#server.url;
  }

  /** What is in it, by name. @internal */
  get entries(): ReadonlyMap<string, StoreEntry> {
    return this.#entries;
  }

  /**
   * Releases a charm or a bundle, the first time or again: the next revision is one higher.
   *
   * Models that are made from now on look it up here; those that are there already keep their `charmhub-url`.
   *
   * @param name - by which it is deployed
   * @param entry - where its files are: a path, or what is released with its channels and resources, or several of that
   * @throws JujuError for what is none
   */
  async add(name: string, entry: CharmhubEntry): Promise<void> {
    if (!validName.test(name)) throw notValid(`${JSON.stringify(name)} is no name for a charm of Charmhub`);
    for (const each of Array.isArray(entry) ? (entry as CharmhubRelease[]) : [entry]) checkKeys(name, each);
    await this.#server.start();
    if (isBundle(entry)) {
      this.#entries.set(name, await this.#withBundle(name, entry));
      return;
    }
    for (const release of Array.isArray(entry) ? (entry as CharmhubRelease[]) : [entry as CharmhubRelease]) {
      await this.#release(name, typeof release === 'string' ? { path: release } : release);
    }
  }

  /** Releases what a script stands for, in every channel. @internal */
  async addStandIn(name: string, archive: Buffer): Promise<void> {
    if (!validName.test(name)) throw notValid(`${JSON.stringify(name)} is no name for a charm of Charmhub`);
    await this.#server.start();
    const contents = await readRelease(archive);
    for (const check of this.#checks) check({ ...contents, name }, 'ch');
    this.#entries.set(name, {
      ...newCharm(name, true),
      releases: [
        {
          ...contents,
          ...{ revision: 1, channels: ['latest/stable'], resources: new Map(), releasedAt: new Date() },
        },
      ],
    });
  }

  /** Takes a charm or a bundle away. */
  remove(name: string): void {
    this.#entries.delete(name);
  }

  /** @internal */
  close(): Promise<void> {
    return this.#server.close();
  }

  async #release(name: string, wanted: CharmhubRelease): Promise<void> {
    const before = this.#entries.get(name);
    if (before?.kind === 'bundle') throw notValid(`"${name}" is a bundle; a charm cannot have the same name`);
    const entry: CharmEntry = before ?? newCharm(name);
    const contents = await loadRelease(name, wanted);
    const given = await readResources(name, wanted, contents);
    for (const check of this.#checks) check({ ...contents, name }, 'ch');
    const resources = addRevisions(entry, given, contents);
    const latest = Math.max(0, ...entry.releases.map(({ revision }) => revision));
    const { revision = latest + 1, channels = ['latest/stable'] } = wanted;
    entry.releases.push({
      ...contents,
      ...{ revision, channels: channels.map(normalized), resources, releasedAt: new Date() },
    });
    this.#entries.set(name, entry);
  }

  async #withBundle(name: string, wanted: CharmhubBundle): Promise<BundleEntry> {
    const before = this.#entries.get(name);
    if (before?.kind === 'charm') throw notValid(`"${name}" is a charm; a bundle cannot have the same name`);
    const revision = wanted.revision ?? (before?.revision ?? 0) + 1;
    const channels = (wanted.channels ?? ['latest/stable']).map(normalized);
    return {
      ...(await loadBundle(name, wanted)),
      kind: 'bundle',
      id: idOf(before),
      name,
      revision,
      channels,
    };
  }
}

const newCharm = (name: string, standIn = false): CharmEntry => ({
  ...{ kind: 'charm', id: idOf(undefined), name, standIn },
  releases: [],
  resources: new Map(),
});

/** Charmhub's ids are letters and digits. */
const idOf = (before: StoreEntry | undefined): string => before?.id ?? randomUUID().replaceAll('-', '');

async function readResources(
  name: string,
  { resources = {} }: CharmhubRelease,
  { meta }: CharmContents,
): Promise<[string, ReadResource][]> {
  const read: [string, ReadResource][] = [];
  for (const [resource, source] of Object.entries(resources)) {
    if (!meta.resources.has(resource)) {
      const known = meta.resources.size === 0 ? 'none' : [...meta.resources.keys()].join(', ');
      throw notValid(`The charm "${name}" has no resource "${resource}". It has: ${known}`);
    }
    read.push([resource, await readResource(name, resource, source)]);
  }
  return read;
}

/** New contents get the next revision; a resource that nobody gave keeps the one before, or is empty. */
function addRevisions(
  entry: CharmEntry,
  given: readonly [string, ReadResource][],
  { meta }: CharmContents,
): Map<string, number> {
  const contents = new Map(given);
  const released = new Map<string, number>();
  for (const name of meta.resources.keys()) {
    const revisions = entry.resources.get(name) ?? [];
    const latest = Math.max(0, ...revisions.map(({ revision }) => revision));
    const { content, revision } = contents.get(name) ?? {};
    if (content !== undefined) revisions.push({ revision: revision ?? latest + 1, content });
    else if (revisions.length === 0) revisions.push({ revision: 1, content: Buffer.alloc(0) });
    entry.resources.set(name, revisions);
    released.set(name, revisions.at(-1)?.revision ?? 1);
  }
  return released;
}

/** `edge` → `latest/edge`, `14` → `14/stable`. */
function normalized(channel: string): string {
  const parts = channel.split('/');
  const risks = ['stable', 'candidate', 'beta', 'edge'];
  const [first = ''] = parts;
  if (parts.length === 1) return risks.includes(first) ? `latest/${first}` : `${first}/stable`;
  if (parts.length <= 3 && risks.includes(parts[1] ?? '')) return channel;
  throw notValid(`"${channel}" is no channel of Charmhub, such as "latest/stable" or "14/edge"`);
}

const keys = ['path', 'bundle', 'revision', 'channels', 'resources'];

/** What nobody reads would silently not be released. */
function checkKeys(name: string, entry: CharmhubEntry): void {
  const stranger =
    typeof entry === 'string' ? undefined : Object.keys(entry).find((key) => !keys.includes(key));
  if (stranger === undefined) return;
  const meant = nearestName(stranger, keys);
  throw notValid(
    `charmhub.add("${name}", …) knows no option "${stranger}". ` +
      (meant === undefined ? `It knows: ${keys.join(', ')}` : `Did you mean "${meant}"?`),
  );
}

function isBundle(entry: CharmhubEntry): entry is CharmhubBundle {
  return typeof entry === 'object' && 'bundle' in entry;
}
