import { inspect } from 'node:util';

import { Application } from '../../model/application/application';
import { coreOf } from '../../model/core-of';
import type { ModelCore } from '../../model/model-core';
import { Unit } from '../../model/unit/unit';
import { TestFileError } from '../errors';

/** What a matcher can be about. @internal */
export type SubjectKind = 'application' | 'unit';

/** What a matcher is about. @internal */
export type Subject = { readonly core: ModelCore; readonly name: string } & (
  | { readonly kind: 'application'; readonly entity: Application }
  | { readonly kind: 'unit'; readonly entity: Unit }
);

/**
 * What was given to `expect`, if the matcher is for such a thing.
 *
 * @throws TestFileError
 * @internal
 */
export function subjectOf(received: unknown, matcher: string, kinds: readonly SubjectKind[]): Subject {
  const subject = subjectIn(received);
  if (subject && kinds.includes(subject.kind)) return subject;
  const wanted = kinds.map((kind) => names[kind]).join(' or ');
  throw new TestFileError(
    `${matcher} is for ${wanted} of a model; got ${subject?.name ?? inspect(received)}`,
    {
      code: 'not valid',
    },
  );
}

const names: Readonly<Record<SubjectKind, string>> = { application: 'an Application', unit: 'a Unit' };

function subjectIn(received: unknown): Subject | undefined {
  if (!(received instanceof Application) && !(received instanceof Unit)) return undefined;
  const core = coreOf(received);
  if (!core) return undefined;
  const { name } = received;
  return received instanceof Application
    ? { kind: 'application', entity: received, name, core }
    : { kind: 'unit', entity: received, name, core };
}
