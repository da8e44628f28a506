import type { HookInfo } from './hook-info';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { endOf } from '../state/scope';

/**
 * Juju's name of a hook: `install`, `db-relation-joined`, `data-storage-attached`, `web-pebble-ready`.
 *
 * @internal
 */
export function hookName(model: Model, unit: Unit, hook: HookInfo): string {
  if (hook.relationId !== undefined) {
    const relation = model.relations.get(hook.relationId);
    const endpoint = relation === undefined ? undefined : endOf(relation, unit.application.name);
    return endpoint === undefined ? hook.kind : `${endpoint.name}-${hook.kind}`;
  }
  if (hook.storageId !== undefined)
    return `${hook.storageId.slice(0, hook.storageId.lastIndexOf('/'))}-${hook.kind}`;
  if (hook.workload !== undefined) return `${hook.workload}-${hook.kind}`;
  return hook.kind;
}

/** What the agent's status says while a hook runs. @internal */
export function runningMessage(name: string, hook: HookInfo): string {
  const { remoteUnit = '', secretUri, secretRevision, kind } = hook;
  if (remoteUnit !== '') return `running ${name} hook for ${remoteUnit}`;
  if (secretUri === undefined) return `running ${name} hook`;
  const telling = kind === 'secret-expired' || kind === 'secret-remove';
  return `running ${name} hook for ${secretUri}${telling ? `/${secretRevision ?? 0}` : ''}`;
}

/** What the status of a failed hook holds beside its text. @internal */
export function failureData(name: string, hook: HookInfo): Record<string, unknown> {
  return {
    hook: name,
    ...(hook.relationId === undefined ? {} : { 'relation-id': hook.relationId }),
    ...(hook.remoteUnit === undefined || hook.remoteUnit === '' ? {} : { 'remote-unit': hook.remoteUnit }),
    ...(hook.secretUri === undefined
      ? {}
      : { 'secret-uri': hook.secretUri, 'secret-label': hook.secretLabel ?? '' }),
  };
}
