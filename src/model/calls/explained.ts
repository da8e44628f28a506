import { JujuApiError, withHint } from '../../juju/errors';
import type { Status } from '../status/status';
import { whatThereIs } from './what-there-is';

/**
 * An error as it was, or Juju's refusal of a name that the model has not, with the names that it has.
 *
 * @param status - the model as it was before the command
 * @internal
 */
export function explained(error: unknown, { fullName }: { fullName: string }, status: Status): unknown {
  // What has a cause was explained by who sent it.
  if (!(error instanceof JujuApiError) || error.cause !== undefined) return error;
  const found = pattern.exec(error.text)?.groups;
  const { kind, name } = (found ?? {}) as { kind?: keyof typeof entities; name?: string };
  if (kind === undefined || name === undefined) return error;
  const known = Object.keys(entities[kind](status));
  if (known.includes(name)) return error;
  return withHint(error, `${fullName} has no ${kind} "${name}". ${whatThereIs(name, known)}`);
}

const entities = {
  application: ({ applications }: Status) => applications,
  unit: ({ units }: Status) => units,
  machine: ({ machines }: Status) => machines,
} as const;

const pattern =
  /\b(?<kind>application|unit|machine) "?(?<name>[a-z0-9][^\s":]*)"?[^"]* (?:not found|does not exist)/;
