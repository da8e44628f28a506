import { JujuApiError, withHint } from '../../juju/errors';
import type { Status } from '../status/status';
import { whatThereIs } from './what-there-is';

/** A model; its status may be had no more. */
interface Known {
  readonly fullName: string;
  readonly lastStatus: Status;
}

/**
 * An error as it was, or Juju's refusal of a name that the model has not, with the names that it has.
 *
 * @param model - as it was before the command
 * @internal
 */
export function explained(error: unknown, model: Known): unknown {
  // What has a cause was explained by who sent it.
  if (!(error instanceof JujuApiError) || error.cause !== undefined) return error;
  const found = pattern.exec(error.text)?.groups;
  const { kind, name } = (found ?? {}) as { kind?: keyof typeof entities; name?: string };
  if (kind === undefined || name === undefined) return error;
  try {
    const known = Object.keys(entities[kind](model.lastStatus));
    if (known.includes(name)) return error;
    return withHint(error, `${model.fullName} has no ${kind} "${name}". ${whatThereIs(name, known)}`);
  } catch {
    // What Juju said is enough.
    return error;
  }
}

const entities = {
  application: ({ applications }: Status) => applications,
  unit: ({ units }: Status) => units,
  machine: ({ machines }: Status) => machines,
} as const;

const pattern =
  /\b(?<kind>application|unit|machine) "?(?<name>[a-z0-9][^\s":]*)"?[^"]* (?:not found|does not exist)/;
