import { ApiError } from '../../api-error';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import type { Secret, SecretGrant, SecretOwner } from '../../state/secret-entities';
import { isLabelTaken } from '../../state/secret-labels';
import { isOwnedBy } from '../../state/secrets';
import type { SecretChanges } from './secret-changes';

/** What is looked at together. @internal */
interface Subject {
  readonly model: Model;
  readonly unit: Unit;
  readonly changes: SecretChanges;
}

/**
 * Refuses what the controller refuses when a hook has ended: the tools themselves know little of it.
 *
 * @internal
 */
export function checkSecrets(model: Model, unit: Unit, changes: SecretChanges): void {
  const subject = { model, unit, changes };
  report(
    'creating secrets',
    [...changes.creates.values()].map(({ owner }) => ownerProblem(unit, owner)),
  );
  report('updating secrets', mayManage(subject, changes.updates.keys()));
  checkLabels(subject);
  report('granting secrets access', mayManage(subject, changes.grants.keys()));
  report('granting secrets access', grantProblems(subject));
  report('revoking secrets access', mayManage(subject, changes.revokes.keys()));
  const removed = [...changes.removals.keys()].filter((id) => model.secrets.has(id));
  report('removing secrets', mayManage(subject, removed));
}

function report(doing: string, problems: readonly (string | undefined)[]): void {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw new ApiError(`${doing}: ${found.join('\n')}`);
}

/** The hook may have begun as the leader's and ended as another's. */
function ownerProblem(unit: Unit, owner: SecretOwner): string | undefined {
  return owner.kind === 'unit' || unit.leader ? undefined : notLeader(unit);
}

function mayManage({ model, unit, changes }: Subject, ids: Iterable<string>): (string | undefined)[] {
  return [...ids]
    .filter((id) => !changes.creates.has(id))
    .map((id) => manageProblem(model, unit, changes.uriOf(id), model.secrets.get(id)));
}

function manageProblem(
  { profile }: Model,
  unit: Unit,
  uri: string,
  secret: Secret | undefined,
): string | undefined {
  const juju3 = profile.series === '3.6';
  // Juju 4.0 takes it that a secret which is no more has been removed meanwhile.
  if (secret === undefined) return juju3 ? `secret "${uri}" not found` : undefined;
  if (isOwnedBy(secret, unit) && (secret.owner.kind === 'unit' || unit.leader)) return undefined;
  if (!juju3) return `"${unit.name}" is not allowed to manage this secret`;
  return isOwnedBy(secret, unit) ? notLeader(unit) : 'permission denied';
}

function notLeader({ name, application }: Unit): string {
  return `"${name}" is not leader of "${application.name}"`;
}

/** Labels in the order in which they are given: two secrets of one hook may want the same. */
function checkLabels({ model, changes }: Subject): void {
  const given: { id: string; owner: SecretOwner; label: string }[] = [];
  const check = (doing: 'create' | 'update', id: string, owner: SecretOwner | undefined, label = '') => {
    if (owner === undefined || label === '') return;
    if (isLabelTaken(model, owner, label, id, given)) throw labelExists(model, doing, id, label);
    given.push({ id, owner, label });
  };
  for (const [id, { owner, values }] of changes.creates) check('create', id, owner, values.label);
  for (const [id, { label }] of changes.updates) check('update', id, model.secrets.get(id)?.owner, label);
}

function labelExists({ profile }: Model, doing: 'create' | 'update', id: string, label: string): ApiError {
  const what = doing === 'create' ? 'creating' : 'updating';
  const where = profile.series === '3.6' ? `${what} secrets` : `${doing} secrets: ${what} secret "${id}"`;
  return new ApiError(`${where}: secret with label "${label}" already exists`, 'already exists');
}

function grantProblems(subject: Subject): (string | undefined)[] {
  return [...subject.changes.grants].flatMap(([id, grants]) =>
    [...grants.values()].map((grant) => grantProblem(subject, id, grant)),
  );
}

function grantProblem({ model, unit, changes }: Subject, id: string, grant: SecretGrant): string | undefined {
  const secret = model.secrets.get(id);
  const owner = changes.creates.get(id)?.owner ?? secret?.owner;
  const relation = [...model.relations.values()].find(({ key }) => key === grant.relationKey);
  if (owner === undefined) return undefined;
  if (model.profile.series !== '3.6') {
    return relation?.endpoints.length === 1
      ? 'granting access to a secret over a peer relation is not supported'
      : undefined;
  }
  const known = secret?.grants.find(({ target }) => target === grant.target);
  const otherScope = known !== undefined && known.relationKey !== grant.relationKey;
  const tag = `${grant.targetKind}-${grant.target.replace('/', '-')}`;
  const why =
    relation === undefined
      ? `invalid scope reference: relation "${grant.relationKey}" not found`
      : relation.life !== 'alive'
        ? `cannot grant access to secret in scope of "${grant.relationKey}" which is not alive`
        : remoteProblem(model, grant) !== undefined
          ? remoteProblem(model, grant)
          : otherScope || (owner.kind === 'application' && grant.target === unit.application.name)
            ? 'cannot change secret permission scope'
            : undefined;
  return why === undefined
    ? undefined
    : `cannot change access to "${changes.uriOf(id)}" for "${tag}": ${why}`;
}

/** Across models an application that offers lets one that consumes read a secret, as a whole. */
function remoteProblem(
  { remoteApplications }: Model,
  { target, targetKind }: SecretGrant,
): string | undefined {
  const application = targetKind === 'unit' ? target.slice(0, target.lastIndexOf('/')) : target;
  const remote = remoteApplications.get(application);
  if (remote === undefined) return undefined;
  if (targetKind === 'unit') return 'sharing secrets with a unit across a cross model relation not supported';
  return remote.isConsumerProxy
    ? undefined
    : 'sharing consumer secrets across a cross model relation not supported';
}
