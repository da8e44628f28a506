import { consumerUnitName } from '../../state/consumer-name';
import type { Model } from '../../state/model';

/**
 * Tells a model of the latest revisions of secrets that its units read in a model whose offers it uses. As in Juju nobody
 * asks whether they still may: the one who is told is refused when it reads.
 *
 * @internal
 */
export function followSecrets(model: Model, offering: Model): void {
  for (const [uri, { id, modelUuid, consumers }] of model.remoteSecrets) {
    const secret = modelUuid === offering.uuid ? offering.secrets.get(id) : undefined;
    const latest = secret?.revisions.at(-1)?.revision;
    if (secret === undefined || latest === undefined) continue;
    let isNews = false;
    for (const [unit, consumer] of consumers) {
      if (consumer.latest === latest || !secret.consumers.has(consumerUnitName(model.uuid, unit))) continue;
      consumer.latest = latest;
      isNews = true;
    }
    if (isNews) model.note('secret', uri);
  }
}
