import type { Machine } from './machine-entities';
import type { StorageDirective } from './storage-entities';
import type { Model } from './model';
import { refused } from '../api-error';

/** Refuses disks that Juju refuses, before there is a machine. @internal */
export function checkDisks(disks: readonly StorageDirective[]): void {
  if (disks.some(({ count }) => count === 0)) throw refused('invalid volume params: count not specified');
}

/** Gives a machine volumes that belong to no storage of a charm. @internal */
export function addDisks(model: Model, machine: Machine, disks: readonly StorageDirective[]): void {
  for (const { pool, size, count } of disks) {
    for (let made = 0; made < count; made += 1) {
      machine.disks.push({ id: `${machine.id}/${model.sequences.next('volume')}`, pool, size });
    }
  }
}
