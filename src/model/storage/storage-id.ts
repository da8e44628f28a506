import { JujuError } from '../../errors';
import { storageTag } from '../../juju/tags';

const valid = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*\/\d+$/;

/**
 * The tags of storage instances, which are named as Juju shows them: `data/0`.
 *
 * @throws JujuError for what is no id of storage
 * @internal
 */
export function storageTags(ids: string | readonly string[]): string[] {
  const given = typeof ids === 'string' ? [ids] : ids;
  return given.map((id) => {
    if (valid.test(id)) return storageTag(id);
    throw new JujuError(`"${id}" is no storage: name it as \`juju storage\` shows it, such as "data/0"`, {
      code: 'not valid',
    });
  });
}
