import type { JujuError } from '../errors';
import { ModelInUseError, ModelNotFoundError } from './errors';

/** A model as the controller lists it. @internal */
export interface ListedModel {
  readonly name: string;
  readonly uuid: string;
  readonly owner: string;
  readonly cloud: string;
  readonly life: string;
  /** As the juju client takes it after `-m`. */
  readonly fullName: string;
}

/** What to do about a name: use the model of that name, or make one. @internal */
export type FoundModel = { readonly existing: ListedModel } | { readonly newName: string };

/** @internal */
export interface WantedModel {
  /** `name` or `owner/name`. */
  readonly modelName: string;
  readonly useExisting: boolean | undefined;
  readonly user: string;
  readonly controllerName: string;
}

/**
 * Whether a name means a model that is there already, or a new one.
 *
 * A name without an owner means the user's own model. Where only others have one of that name, to make another would
 * run the tests on an empty model that nobody asked for; so it is refused, with the ways to say which one is meant.
 *
 * @param listed - every model that the user can see
 * @throws ModelNotFoundError, ModelInUseError, JujuError where there is neither the one nor the other to be had
 * @internal
 */
export function findModel(listed: readonly ListedModel[], wanted: WantedModel): FoundModel {
  const { owner, name } = split(wanted.modelName);
  const ofThatName = listed.filter((model) => model.name === name);
  const existing = ofThatName.find((model) => model.owner === (owner ?? wanted.user));
  if (existing !== undefined) {
    if (wanted.useExisting === false) throw alreadyThere(wanted);
    if (existing.life !== '' && existing.life !== 'alive') throw goingAway(wanted, existing.life);
    return { existing };
  }
  if (owner !== undefined && owner !== wanted.user) throw othersMissing(wanted, owner);
  const others = ofThatName.map((model) => `"${model.owner}/${name}"`);
  if (wanted.useExisting) throw missing(wanted, others);
  if (wanted.useExisting === undefined && owner === undefined && others.length > 0)
    throw ambiguous(wanted, others);
  return { newName: name };
}

function split(modelName: string): { owner: string | undefined; name: string } {
  const slash = modelName.indexOf('/');
  if (slash < 0) return { owner: undefined, name: modelName };
  return { owner: modelName.slice(0, slash), name: modelName.slice(slash + 1) };
}

function alreadyThere({ modelName, controllerName }: WantedModel): ModelInUseError {
  return new ModelInUseError(
    `Model "${modelName}" is on controller ${controllerName} already, and useExisting is false. ` +
      `Leave useExisting away to use it, or take another name.`,
  );
}

function goingAway({ modelName, controllerName }: WantedModel, life: string): ModelInUseError {
  return new ModelInUseError(
    `Model "${modelName}" on controller ${controllerName} is ${life}: it is being destroyed. ` +
      `Wait until \`juju models -c ${controllerName}\` does not show it any more, or take another name.`,
  );
}

function othersMissing({ modelName, controllerName, user }: WantedModel, owner: string): ModelNotFoundError {
  return new ModelNotFoundError(
    `${user} sees no model "${modelName}" on controller ${controllerName}, and cannot make one for ${owner}. ` +
      `Let its owner run \`juju grant ${user} admin ${modelName}\`, or name a model without an owner.`,
  );
}

function missing({ modelName, controllerName, user }: WantedModel, others: readonly string[]): JujuError {
  const hint =
    others.length === 0
      ? `\`juju models -c ${controllerName}\` shows those there are.`
      : `To use another user's, name ${others.join(' or ')}.`;
  return new ModelNotFoundError(
    `${user} has no model "${modelName}" on controller ${controllerName}, and useExisting is true. ${hint}`,
  );
}

function ambiguous({ modelName, controllerName, user }: WantedModel, others: readonly string[]): JujuError {
  return new ModelInUseError(
    `Model "${modelName}" on controller ${controllerName} is not ${user}'s. To use that model name ` +
      `${others.join(' or ')}; to make one of your own name "${user}/${modelName}".`,
  );
}
