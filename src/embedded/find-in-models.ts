import { JujuError, notValid } from '../errors';
import type { ControllerState } from './state/controller-state';
import type { Unit } from './state/entities';
import type { Model } from './state/model';
import type { Secret } from './state/secret-entities';
import { secretUri } from './state/secret-ids';

/** Which model is meant, by its UUID or its name; `undefined` for any. */
type Wanted = string | undefined;

/**
 * The unit of a name, and its model.
 *
 * @throws JujuError where there is none, or several models have one
 * @internal
 */
export function findUnit(state: ControllerState, name: string, wanted: Wanted): [Model, Unit] {
  const found = findAll(state, wanted, (model) => [...model.units()].filter((unit) => unit.name === name));
  return only(found, `a unit "${name}"`, () => noneOf(`There is no unit "${name}" in`, wanted));
}

/**
 * The secret of a charm by its URI, its id or its label, and its model.
 *
 * @throws JujuError where there is none, or several have that label
 * @internal
 */
export function findSecret(state: ControllerState, name: string, wanted: Wanted): [Model, Secret] {
  const secretsOf = ({ secrets }: Model) =>
    [...secrets.values()].filter(({ owner }) => owner.kind !== 'model');
  const id = name.slice(Math.max(name.lastIndexOf(':'), name.lastIndexOf('/')) + 1);
  const found = findAll(state, wanted, (model) =>
    secretsOf(model).filter((secret) => secret.id === id || secret.label === name),
  );
  return only(found, `a secret "${name}"`, () => {
    const there = findAll(state, wanted, secretsOf).map(([, { id: each, label, owner }]) =>
      label === '' ? `${secretUri(each)} of ${owner.id}` : `${secretUri(each)} ("${label}") of ${owner.id}`,
    );
    const names = there.length === 0 ? 'no charm has one' : `there are ${there.join(', ')}`;
    return `${noneOf(`No charm has a secret "${name}" in`, wanted)}: ${names}`;
  });
}

function findAll<Found>(
  { models }: ControllerState,
  wanted: Wanted,
  inModel: (model: Model) => readonly Found[],
): [Model, Found][] {
  return [...models.values()]
    .filter((model) => wanted === undefined || [model.uuid, model.name].includes(wanted))
    .flatMap((model) => inModel(model).map((each): [Model, Found] => [model, each]));
}

function only<Found>(found: readonly [Model, Found][], what: string, none: () => string): [Model, Found] {
  const [first, second] = found;
  if (first === undefined) throw new JujuError(none(), { code: 'not found' });
  if (second === undefined) return first;
  const names = found.map(([model]) => `"${model.name}" (${model.uuid})`);
  if (new Set(names).size === 1)
    throw notValid(`${names[0] ?? ''} has ${what} more than once: say which by its URI`);
  throw notValid(`Several models have ${what}: say which by { model }: ${names.join(', ')}`);
}

const noneOf = (start: string, wanted: Wanted): string =>
  `${start} ${wanted === undefined ? 'any model' : `the model "${wanted}"`}`;
