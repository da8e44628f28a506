import type { Charm } from '../charm/charm';
import type { Model } from './model';
import { isMap } from '../charm/yaml-map';
import { notSupported } from '../api-error';

/**
 * Refuses a charm that assumes what this model does not offer: `juju >= 3.1`, `k8s-api`, `any-of`, `all-of`.
 *
 * @internal
 */
export function checkAssumes(model: Model, charm: Charm): void {
  const failed = charm.meta.assumes.filter((assumption) => !holds(model, assumption));
  if (failed.length === 0) return;
  const list = failed.map((assumption) => `\n  - ${describe(assumption)}`).join('');
  throw notSupported(`charm cannot be deployed because:${list}: charm requirements`);
}

function holds(model: Model, assumption: unknown): boolean {
  if (isMap(assumption)) {
    const any = assumption['any-of'];
    const all = assumption['all-of'];
    if (Array.isArray(any)) return any.some((inner) => holds(model, inner));
    return Array.isArray(all) && all.every((inner) => holds(model, inner));
  }
  return typeof assumption === 'string' && featureHolds(model, assumption);
}

function featureHolds(model: Model, text: string): boolean {
  const [, feature, operator, wanted] = /^([a-z0-9-]+)\s*(?:(>=|<)\s*(\S+))?$/.exec(text.trim()) ?? [];
  if (feature === 'k8s-api') return model.type === 'caas';
  if (feature !== 'juju') return false;
  if (operator === undefined || wanted === undefined) return true;
  const order = compareVersions(model.agentVersion, wanted);
  return operator === '<' ? order < 0 : order >= 0;
}

function compareVersions(one: string, other: string): number {
  const numbers = (version: string) => version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(one), numbers(other)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function describe(assumption: unknown): string {
  return typeof assumption === 'string'
    ? `charm requires feature "${assumption}" but model does not support it`
    : `charm requires ${JSON.stringify(assumption)}`;
}
