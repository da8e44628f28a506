import type { Databag, RelationData } from '../../model/relation/relation-data';
import type { Unit } from '../../model/unit/unit';
import type { Reason } from '../../model/waiting/judgement';
import type { Predicate } from '../../model/waiting/predicate';
import { checkValues, whyNotMatching } from './matching-values';
import type { Subject } from './subject';

/**
 * A unit sees these values in a databag of one of its relations through an endpoint.
 *
 * @param of - whose databag: an application's or a unit's; that of the application at the other end by default
 * @internal
 */
export function hasRelationData(
  { entity, name }: Subject,
  endpoint: unknown,
  wanted: unknown,
  of: unknown,
): Predicate {
  checkName(endpoint, 'an endpoint');
  checkValues(wanted, 'toHaveRelationData');
  if (of !== undefined) checkName(of, 'the name of an application or a unit');
  const predicate: Predicate = async () => {
    const relations = await (entity as Unit).relationData(endpoint as string);
    const missing = relations.map((data) => whyNot(data, entity as Unit, wanted, of as string | undefined));
    const ok = missing.some((reasons) => reasons.length === 0);
    if (ok) return { ok, reasons: [{ entity: name, why: `has that data in ${endpoint as string}` }] };
    const none = { entity: name, why: `has no relation through ${endpoint as string}` };
    return { ok, reasons: relations.length === 0 ? [none] : missing.flat() };
  };
  return Object.assign(predicate, { label: `${name} to have data in ${endpoint as string}` });
}

function whyNot(data: RelationData, unit: Unit, wanted: unknown, of = data.relatedApplication): Reason[] {
  const bag = bagOf(data, unit, of);
  const place = `${data.endpoint}:${String(data.relationId)}`;
  if (bag) return whyNotMatching(bag, wanted, `${place} ${of}`);
  return [{ entity: place, why: `${of} tells nothing there that Juju shows` }];
}

function bagOf(data: RelationData, unit: Unit, of: string): Databag | undefined {
  if (of === unit.name) return data.unit;
  if (of === unit.application.name) return data.application;
  if (of === data.relatedApplication) return data.relatedApplicationData;
  return Object.hasOwn(data.relatedUnits, of) ? data.relatedUnits[of] : undefined;
}

function checkName(value: unknown, what: string): void {
  if (typeof value === 'string' && value !== '') return;
  throw new TypeError(`toHaveRelationData takes ${what}; got ${JSON.stringify(value)}`);
}
