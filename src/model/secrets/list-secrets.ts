import { itemsOf } from '../../juju/bulk';
import type { FacadeCall } from '../../juju/errors';
import { JujuApiError } from '../../juju/errors';
import { applicationTag, modelTag, unitTag } from '../../juju/tags';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { whatThereIs } from '../calls/what-there-is';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import { type Secret, toSecret } from './secret';
import { secretReference } from './secret-reference';

/** Which secrets to list. @public */
export interface ListSecretsOptions extends CallLimits {
  /** Only those of an application, `web`, or of a unit, `web/0`. Default: all, those of users included. */
  readonly owner?: string;
  /** Show their contents too, which takes the right to administer the model. Default: `false`. */
  readonly reveal?: boolean;
}

/** What to show of a secret. @public */
export interface ShowSecretOptions extends CallLimits {
  /** Show its content too, which takes the right to administer the model. Default: `false`. */
  readonly reveal?: boolean;
  /** Only this revision, and its content. Default: all, and the content of the latest. */
  readonly revision?: number;
}

/** The secrets of a model. @internal */
export async function listSecrets(core: ModelCore, options: ListSecretsOptions): Promise<readonly Secret[]> {
  checkKeys(options, ['owner', 'reveal', 'signal', 'timeout'], 'secrets');
  const { owner, reveal = false, ...limits } = options;
  const filter = owner === undefined ? {} : { 'owner-tag': ownerTag(owner) };
  const found = await ask(core, { 'show-secrets': reveal, filter }, limits);
  return Object.freeze(found.map(toSecret));
}

/** One secret. @internal */
export async function showSecret(
  core: ModelCore,
  uriOrName: string,
  options: ShowSecretOptions,
): Promise<Secret> {
  checkKeys(options, ['reveal', 'revision', 'signal', 'timeout'], 'showSecret');
  const { reveal = false, revision, ...limits } = options;
  const reference = secretReference(uriOrName);
  const filter = {
    ...('uri' in reference ? reference : { label: reference.name }),
    ...(revision !== undefined && { revision }),
  };
  const found = await asIfEmpty(ask(core, { 'show-secrets': reveal, filter }, limits));
  const secret = theOne(found, core);
  if (secret) return secret;
  const what =
    revision === undefined ? `secret "${uriOrName}"` : `revision ${String(revision)} of "${uriOrName}"`;
  const hint = await secretsHint(core, uriOrName, limits);
  throw new EntityNotFoundError(
    `There is no ${what} in ${core.fullName}${hint === undefined ? '' : `. ${hint}`}`,
    found instanceof Error ? { cause: found } : {},
  );
}

/** What there is instead of a name that no secret has; `undefined` for one that a secret has, and for a URI. @internal */
export async function secretsHint(
  core: ModelCore,
  uriOrName: string,
  limits: CallLimits,
): Promise<string | undefined> {
  if (!('name' in secretReference(uriOrName))) return undefined;
  const secrets = await ask(core, { 'show-secrets': false, filter: {} }, limits).catch(() => undefined);
  const names = secrets?.flatMap(({ label }) => label ?? []);
  return names === undefined || names.includes(uriOrName) ? undefined : whatThereIs(uriOrName, names);
}

/** Juju 3 answers with nothing about a secret that is not there, Juju 4 with an error: both mean the same. */
async function asIfEmpty(asked: Promise<wire.ListSecretResult[]>): Promise<wire.ListSecretResult[] | Error> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof JujuApiError && notFoundCodes.has(error.code)) return error;
    throw error;
  }
}

const notFoundCodes: ReadonlySet<string> = new Set([
  'not found',
  'secret not found',
  'secret revision not found',
]);

/** A charm may have labelled a secret of its own as a user has named another. */
function theOne(found: readonly wire.ListSecretResult[] | Error, core: ModelCore): Secret | undefined {
  const all = found instanceof Error ? [] : found;
  const named = all.find((secret) => secret['owner-tag'] === modelTag(core.info.uuid)) ?? all[0];
  return named && toSecret(named);
}

async function ask(
  core: ModelCore,
  params: wire.ListSecretsArgs,
  limits: CallLimits,
): Promise<wire.ListSecretResult[]> {
  const call: FacadeCall = {
    facade: 'Secrets',
    request: 'ListSecrets',
    version: core.session.facadeVersion('Secrets'),
  };
  const { results } = await core.call<wire.ListSecretResults>('Secrets', 'ListSecrets', params, limits);
  const found = [...(results ?? [])];
  // The secret is there, but what keeps its content does not give it away.
  itemsOf(call, { results: found.map(({ value }) => ({ error: value?.error })) });
  return found;
}

const ownerTag = (owner: string): string => (owner.includes('/') ? unitTag(owner) : applicationTag(owner));
