import { unauthorized } from '../api-error';
import type { ModelAccess, User } from '../state/cloud-entities';
import type { Model } from '../state/model';

/** What one may do with a model; each level holds those before it. @internal */
export const modelAccessLevels: readonly ModelAccess[] = ['read', 'write', 'admin'];

/** Whether a user may do this with a model; the controller's administrators may do all. @internal */
export function hasAccess(user: User, model: Model, wanted: ModelAccess): boolean {
  if (user.access === 'superuser') return true;
  const has = model.access.get(user.name);
  return has !== undefined && modelAccessLevels.indexOf(has) >= modelAccessLevels.indexOf(wanted);
}

/** Refuses with `permission denied` who may not do this with a model. @internal */
export function requireAccess(user: User, model: Model, wanted: ModelAccess): void {
  if (!hasAccess(user, model, wanted)) throw unauthorized();
}

/** Refuses who is not an administrator of the controller. @internal */
export function requireSuperuser(user: User): void {
  if (user.access !== 'superuser') throw unauthorized();
}

/** Refuses who is neither this user nor an administrator of the controller. @internal */
export function requireSelfOrSuperuser(user: User, name: string): void {
  if (user.name !== name) requireSuperuser(user);
}
