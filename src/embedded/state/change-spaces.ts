import type { Application } from './entities';
import type { Constraints } from './machine-entities';
import type { Model } from './model';
import { alreadyExists, annotated, ApiError, notFound, refused } from '../api-error';
import { alpha, type Space } from './spaces';

/** What keeps a space in a model, by tags. @internal */
export interface SpaceUsers {
  readonly bindings: readonly string[];
  readonly constraints: readonly string[];
  readonly inModel: boolean;
}

/** What `juju rename-space` does: all that names the space names it anew. @internal */
export function renameSpace(model: Model, name: string, newName: string): void {
  if (name === alpha) throw refused(`the "${alpha}" space cannot be renamed`);
  if (model.spaces.has(newName)) throw alreadyExists(`space "${newName}"`);
  const space = model.spaces.get(name);
  if (space === undefined) throw noSuchSpace(model, name);
  const spaces = [...model.spaces.values()].map((each) =>
    each === space ? { id: space.id, name: newName } : each,
  );
  model.spaces.clear();
  for (const each of spaces) model.spaces.set(each.name, each);
  moveSubnets(model, name, newName);
  rebind(model, space, newName);
  const renamed = (text: string) => text.replace(new RegExp(`^(\\^?)${name}$`), `$1${newName}`);
  eachConstraints(model, (constraints) => ({
    ...constraints,
    ...(constraints.spaces && { spaces: constraints.spaces.map(renamed) }),
  }));
}

/** What `juju remove-space` does, once nothing keeps the space or it is forced. @internal */
export function removeSpace(model: Model, name: string): void {
  const space = removableSpace(model, name);
  moveSubnets(model, name, alpha);
  rebind(model, space, alpha);
  eachConstraints(model, (constraints) => ({
    ...constraints,
    ...(constraints.spaces && { spaces: constraints.spaces.filter((each) => !isOf(each, name)) }),
  }));
  model.spaces.delete(name);
}

/** A space that could be removed. @throws ApiError for `alpha`, and for one that is not there @internal */
export function removableSpace(model: Model, name: string): Space {
  const juju3 = model.profile.series === '3.6';
  if (name === alpha) throw refused(`the ${juju3 ? alpha : `"${alpha}"`} space cannot be removed`);
  const space = model.spaces.get(name);
  if (space !== undefined) return space;
  throw juju3 ? notFound(`space "${name}"`) : refused('space not found');
}

/** Who keeps a space from being removed. @internal */
export function usersOfSpace(model: Model, { id, name }: Space): SpaceUsers {
  const applications = [...model.applications.values()];
  const bound = ({ endpointBindings }: Application) =>
    [...endpointBindings.values()].some((space) => space === name || space === id);
  const constrained = ({ spaces = [] }: Constraints) => spaces.some((each) => isOf(each, name));
  return {
    bindings: applications.filter(bound).map((each) => each.name),
    constraints: applications.filter((each) => constrained(each.constraints)).map((each) => each.name),
    inModel: constrained(model.constraints),
  };
}

function noSuchSpace(model: Model, name: string): Error {
  if (model.profile.series === '3.6') return notFound(`space "${name}"`);
  return annotated(
    new ApiError(`space not found with ${name}: space not found`),
    `retrieving space "${name}"`,
  );
}

/** A constraint may forbid a space: `^db`. */
function isOf(constraint: string, name: string): boolean {
  return constraint === name || constraint === `^${name}`;
}

function moveSubnets(model: Model, from: string, to: string): void {
  for (const subnet of model.subnets.values()) if (subnet.space === from) subnet.space = to;
}

function rebind(model: Model, { name }: Space, to: string): void {
  for (const application of model.applications.values()) {
    for (const [endpoint, space] of application.endpointBindings) {
      if (space === name) application.endpointBindings.set(endpoint, to);
    }
    for (const [endpoint, exposed] of application.exposedEndpoints) {
      const exposeToSpaces = exposed.exposeToSpaces.map((space) => (space === name ? to : space));
      application.exposedEndpoints.set(endpoint, { ...exposed, exposeToSpaces });
    }
    model.note('application', application.name);
  }
}

function eachConstraints(model: Model, change: (constraints: Constraints) => Constraints): void {
  model.constraints = change(model.constraints);
  for (const application of model.applications.values()) {
    application.constraints = change(application.constraints);
  }
}
