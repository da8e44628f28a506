import type { Model } from '../state/model';
import type { Endpoint, Relation } from '../state/relation-entities';
import { detailedStatus } from './details';

/** A relation as `FullStatus` shows it. @internal */
export function relationStatus(relation: Relation): object {
  return {
    id: relation.id,
    key: relation.key,
    interface: relation.interface,
    scope: relation.scope,
    endpoints: relation.endpoints.map((endpoint) => ({
      application: endpoint.application,
      name: endpoint.name,
      role: endpoint.role,
      subordinate: relation.scope === 'container' && endpoint.subordinate,
    })),
    status: detailedStatus(relation.status),
  };
}

/** What `FullStatus` says of an application's relations. @internal */
export interface RelatedApplications {
  /** Endpoint → names of the applications at its other ends, in order. */
  readonly relations: Record<string, string[]>;
  /** The principals of a subordinate. */
  readonly subordinateTo: string[];
}

/** Who an application is related to, among the relations that are shown. @internal */
export function relatedApplications(
  model: Model,
  name: string,
  relations: readonly Relation[],
): RelatedApplications {
  const related = new Map<string, Set<string>>();
  const principals = new Set<string>();
  const subordinate = model.applications.get(name)?.subordinate ?? false;
  for (const { own, others, scope } of sidesOf(name, relations)) {
    const names = related.get(own.name) ?? new Set();
    related.set(own.name, names);
    for (const other of others) {
      names.add(other.application);
      if (subordinate && scope === 'container') principals.add(other.application);
    }
  }
  return {
    relations: Object.fromEntries([...related].map(([endpoint, names]) => [endpoint, [...names].sort()])),
    subordinateTo: [...principals].sort(),
  };
}

function* sidesOf(name: string, relations: readonly Relation[]) {
  for (const { endpoints, scope } of relations) {
    const own = endpoints.find(({ application }) => application === name);
    if (own === undefined) continue;
    // The other end of a peer relation is the application itself.
    const others: readonly Endpoint[] =
      own.role === 'peer' ? [own] : endpoints.filter((endpoint) => endpoint !== own);
    yield { own, others, scope };
  }
}
