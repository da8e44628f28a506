import type { Charm, CharmContents } from '../charm/charm';
import type { Model } from './model';
import { createHash } from 'node:crypto';
import { formatCharmUrl } from '../charm/charm-url';
import { readCharmArchive } from '../charm/read-charm';

/** Refuses a charm by throwing. @internal */
export type CharmCheck = (
  charm: Pick<Charm, 'actions' | 'files' | 'meta' | 'name'>,
  schema: 'local' | 'ch',
) => void;

/** Refuses an archive by rejecting. @internal */
export type ArchiveCheck = (name: string, archive: Buffer) => Promise<void>;

/** What the charm of an upload shall be called. @public */
export interface WantedCharm {
  /** Default: `local`. */
  readonly schema?: 'local' | 'ch';
  /** Only of old clients: `local:jammy/web-0`. */
  readonly series?: string;
  readonly architecture?: string;
  /** Of a `local` charm the least revision that it gets; of one from Charmhub its revision. */
  readonly revision?: number;
  /** Default: the name in the charm's metadata. */
  readonly name?: string;
}

/** Adds the charm of an archive to a model. @internal */
export async function addCharm(model: Model, archive: Buffer, wanted: WantedCharm): Promise<Charm> {
  const contents = await readCharmArchive(archive);
  for (const check of model.archiveChecks) await check(wanted.name ?? contents.meta.name, archive);
  return registerCharm(model, contents, wanted, archive);
}

/**
 * Adds a charm that was read. A `local` one gets the next free revision of its name, and not less than it says itself.
 *
 * @internal
 */
export function registerCharm(
  model: Model,
  contents: CharmContents,
  wanted: WantedCharm,
  archive?: Buffer,
): Charm {
  const { schema = 'local', name = contents.meta.name, series = '', architecture = '' } = wanted;
  for (const check of model.charmChecks) check({ ...contents, name }, schema);
  const revision = schema === 'local' ? nextRevision(model, name, contents, wanted) : (wanted.revision ?? 0);
  const charm: Charm = {
    ...contents,
    url: formatCharmUrl({ schema, architecture, series, name, revision }),
    name,
    revision,
    archive,
    sha256: archive === undefined ? '' : createHash('sha256').update(archive).digest('hex'),
  };
  model.charms.set(charm.url, charm);
  model.note('charm', charm.url);
  return charm;
}

function nextRevision(model: Model, name: string, contents: CharmContents, wanted: WantedCharm): number {
  const sequence = `charmrev-local:${name}`;
  model.sequences.raise(sequence, Math.max(contents.revision, wanted.revision ?? 0));
  return model.sequences.next(sequence);
}
