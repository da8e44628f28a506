import { JujuError } from '../../errors';
import { storageTag } from '../../juju/tags';

const valid = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/\d+$/;

/**
 * Ids of storage instances, as Juju shows them: `data/0`.
 *
 * @throws JujuError for what is no id of storage
 * @internal
 */
export function storageIds(ids: string | readonly string[] = []): string[] {
  const given = typeof ids === 'string' ? [ids] : [...ids];
  for (const id of given) {
    if (valid.test(id)) continue;
    throw new JujuError(`"${id}" is no storage: name it as \`juju storage\` shows it, such as "data/0"`, {
      code: 'not valid',
    });
  }
  return given;
}

/** The tags of {@link storageIds}. @internal */
export function storageTags(ids: string | readonly string[] = []): string[] {
  return storageIds(ids).map(storageTag);
}
