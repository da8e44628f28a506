import { createHash } from 'node:crypto';

/**
 * What a consumer's application is called in the models whose offers it uses. Juju's is a UUID without its dashes, the
 * same for all relations of a consumer.
 *
 * @internal
 */
export function consumerName(modelUuid: string, application: string): string {
  const token = createHash('sha256').update(`${modelUuid} ${application}`).digest('hex').slice(0, 32);
  return `remote-${token}`;
}

/** What a unit of such an application is called there: it keeps its number. @internal */
export function consumerUnitName(modelUuid: string, unit: string): string {
  const at = unit.lastIndexOf('/');
  return `${consumerName(modelUuid, unit.slice(0, at))}${unit.slice(at)}`;
}
