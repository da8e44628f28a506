import type { Model } from '../state/model';

/**
 * An address that nothing else of the model has. It leads nowhere: workloads are not run.
 *
 * @internal
 */
export function privateAddress(model: Model, kind: 'machine' | 'pod' | 'service'): string {
  const second = { machine: 0, pod: 1, service: 152 }[kind];
  const number = model.addressSequences.next(kind) + 2;
  return `10.${second}.${Math.floor(number / 254) % 256}.${(number % 254) + 1}`;
}
