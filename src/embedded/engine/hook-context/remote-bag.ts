import { ApiError, notFound, unauthorized } from '../../api-error';
import type { Relation } from '../../state/relation-entities';
import { endOf } from '../../state/scope';
import type { HookSubject } from './hook-subject';

/** What a unit or an application says in a relation. @internal */
export type Bag = Record<string, string>;

/**
 * A bag that the controller is asked for: of another unit or application, or, by a unit that does not lead, of its own
 * application.
 *
 * @internal
 */
export function readRemoteBag(subject: HookSubject, relation: Relation, entity: string): Bag {
  return entity.includes('/')
    ? unitBag(subject, relation, entity)
    : applicationBag(subject, relation, entity);
}

/** Of all units that are or were in, those of the unit's own application too. */
function unitBag({ model: { profile } }: HookSubject, relation: Relation, unit: string): Bag {
  const juju3 = profile.series === '3.6';
  const isRelated = endOf(relation, unit.slice(0, unit.lastIndexOf('/'))) !== undefined;
  if (juju3 && !isRelated) throw unauthorized();
  const settings = isRelated ? relation.unitSettings.get(unit) : undefined;
  if (settings !== undefined) return { ...settings.values };
  throw juju3
    ? notFound(
        `cannot read settings for unit "${unit}" in relation "${relation.key}": unit "${unit}": settings`,
      )
    : new ApiError('relation unit not found', 'not found');
}

function applicationBag({ model, unit }: HookSubject, relation: Relation, application: string): Bag {
  const isRelated = endOf(relation, application) !== undefined;
  if (model.profile.series === '3.6') {
    const isOwn = application === unit.application.name && relation.endpoints.length > 1;
    if (!isRelated || isOwn) throw unauthorized();
  } else if (!isRelated) {
    // Juju 4.0 lets a unit that does not lead read its own application's bag as well.
    throw new ApiError(notRelated(model, application), 'not found');
  }
  return { ...relation.applicationSettings.get(application)?.values };
}

function notRelated({ applications, remoteApplications }: HookSubject['model'], name: string): string {
  const isThere = applications.has(name) || remoteApplications.has(name);
  return isThere ? 'application not found in relation' : `getting application "${name}" not found`;
}
