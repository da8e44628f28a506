import { Application } from '../../model/application/application';
import { allActive } from '../../model/predicates/all-status';
import { appStatus, unitStatus } from '../../model/predicates/entity-status';
import { leads } from '../../model/predicates/leads';
import { related } from '../../model/predicates/related';
import { unitCount } from '../../model/predicates/unit-count';
import type { WorkloadStatus } from '../../model/status/status';
import type { Predicate } from '../../model/waiting/predicate';
import { hasConfig } from './has-config';
import { hasRelationData } from './has-relation-data';
import type { Expectations } from './matcher-types';
import type { Subject, SubjectKind } from './subject';

/** A matcher: what it is for, and what it asks of the model. @internal */
export interface Matcher {
  readonly kinds: readonly SubjectKind[];
  predicate(subject: Subject, args: readonly unknown[]): Predicate;
}

/** The matchers, by their names on `expect`. @internal */
export const matchers: Readonly<Record<MatcherName, Matcher>> = {
  toBeActive: {
    kinds: ['application', 'unit'],
    predicate: ({ kind, name }) => (kind === 'application' ? allActive(name) : unitStatus(name, 'active')),
  },
  toHaveStatus: {
    kinds: ['application', 'unit'],
    predicate: ({ kind, name }, [status, message]: readonly unknown[]) =>
      statusOf[kind](name, status as WorkloadStatus, message as string | RegExp | undefined),
  },
  toHaveUnits: {
    kinds: ['application'],
    predicate: ({ name }, [count]: readonly unknown[]) => unitCount({ [name]: count as number }),
  },
  toBeRelatedTo: {
    kinds: ['application'],
    predicate: ({ name }, [other, endpoint]: readonly unknown[]) =>
      related(
        endpoint === undefined ? name : `${name}:${endpoint as string}`,
        other instanceof Application ? other.name : (other as string),
      ),
  },
  toBeLeader: {
    kinds: ['unit'],
    predicate: ({ name }) => leads(name),
  },
  toHaveRelationData: {
    kinds: ['unit'],
    predicate: (subject, [endpoint, data, of]: readonly unknown[]) =>
      hasRelationData(subject, endpoint, data, of),
  },
  toHaveConfig: {
    kinds: ['application'],
    predicate: (subject, [values]: readonly unknown[]) => hasConfig(subject, values),
  },
};

/** @internal */
export type MatcherName = keyof Expectations<void>;

const statusOf = { application: appStatus, unit: unitStatus } as const;
