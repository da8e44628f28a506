import type { Charm } from '../charm/charm';
import { notFound, refused } from '../api-error';

/**
 * Refuses resources that were never uploaded. No upload is served yet, so that is all of them: better said than lost.
 *
 * @param resources - resource name → id of its pending upload
 * @internal
 */
export function checkResources(charm: Charm, resources: Readonly<Record<string, string>>): void {
  for (const [name, id] of Object.entries(resources)) {
    if (!charm.meta.resources.has(name)) throw refused(`charm "${charm.name}" has no resource "${name}"`);
    throw notFound(`pending resource "${name}" (${id})`);
  }
}
