import type { Model } from './model';
import type { Secret, SecretGrant } from './secret-entities';

/** The grants of a secret that are told: Juju 4 leaves those to applications of other models out. @internal */
export function shownGrants(
  { profile, remoteApplications }: Model,
  { grants }: Secret,
): readonly SecretGrant[] {
  if (profile.series === '3.6') return grants;
  return grants.filter(({ targetKind, target }) => targetKind === 'unit' || !remoteApplications.has(target));
}
