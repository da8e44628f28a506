import { EntityMap } from '../model/entity-map';
import { nearestName } from '../nearest-name';

/**
 * Refuses to read what an object of ours does not have where it is Python's way to write what it has, which JavaScript
 * would answer with `undefined`: names with underscores, and entries of a map as if they were its properties.
 *
 * @throws TypeError naming what to write instead
 * @internal
 */
export function refuseMissingName(object: object, name: string): void {
  if (object instanceof EntityMap) {
    if (!object.has(name)) return;
    throw new TypeError(`A map has no property "${name}": write require("${name}") or get("${name}")`);
  }
  if (!isInstance(object) || !/^[a-z]+(?:_[a-z\d]+)+$/.test(name)) return;
  const meant = formerNames.get(name) ?? nearestName(name, namesOf(object));
  throw new TypeError(
    `${object.constructor.name} has no ${name}. ` +
      (meant === undefined
        ? "python-libjuju's names are in camelCase here, and some are others: docs/migrating-from-pytest-operator.md"
        : `Did you mean ${meant}?`),
  );
}

/** In what is no instance of a class, names are data: options of charms may well have underscores. */
function isInstance(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return typeof object !== 'function' && prototype !== null && prototype !== Object.prototype;
}

/** python-libjuju's names that are others here, where the nearest would mislead. */
const formerNames: ReadonlyMap<string, string> = new Map([
  ['add_relation', 'model.integrate'],
  ['destroy_relation', 'model.removeRelation'],
  ['destroy_unit', 'removeUnits'],
  ['upgrade_charm', 'refresh'],
  ['workload_status_message', 'workloadStatus.message'],
]);

function namesOf(object: object): string[] {
  const names: string[] = [];
  let owner: object | null = object;
  while (owner !== null && Object.getPrototypeOf(owner) !== null) {
    names.push(...Object.getOwnPropertyNames(owner));
    owner = Object.getPrototypeOf(owner) as object | null;
  }
  return names;
}
