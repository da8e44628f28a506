import { itemsOf, onlyItemOf, resultsOf } from '../../juju/bulk';
import { type FacadeCall, JujuApiError, withHint } from '../../juju/errors';
import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { explained } from '../calls/explained';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';
import { secretsHint, showSecret } from './list-secrets';
import type { SecretUri } from './secret';
import { encodeContent, type SecretContent } from './secret-content';
import { secretReference, userSecretsVersion } from './secret-reference';

/** What to note of a new secret. @public */
export interface AddSecretOptions extends CallLimits {
  /** What it is for. `juju` calls it info as well as description. */
  readonly info?: string;
}

/** What to change of a secret; what is not named stays as it is. @public */
export interface UpdateSecretOptions extends CallLimits {
  /** Another name. */
  readonly name?: string;
  /** Another description. */
  readonly info?: string;
  /** Remove revisions when nobody reads them any more. */
  readonly autoPrune?: boolean;
}

/** Which part of a secret to remove. @public */
export interface RemoveSecretOptions extends CallLimits {
  /** Only this revision. Default: the whole secret. */
  readonly revision?: number;
}

/** Makes a user's secret. @internal */
export async function addSecret(
  core: ModelCore,
  name: string,
  content: SecretContent,
  options: AddSecretOptions,
): Promise<SecretUri> {
  checkKeys(options, ['info', 'signal', 'timeout'], 'addSecret');
  const { info, ...limits } = options;
  checkName(name);
  const data = encodeContent(content, name);
  const arg = {
    label: name,
    content: { data },
    'owner-tag': '',
    ...(info !== undefined && { description: info }),
  };
  const call = callOf(core, 'CreateSecrets');
  const [uri] = resultsOf(
    call,
    await core.call<wire.StringResults>('Secrets', call.request, { args: [arg] }, limits),
  );
  return uri as SecretUri;
}

/** Changes a user's secret; other content than before is a new revision, which those who read it are told of. @internal */
export async function updateSecret(
  core: ModelCore,
  uriOrName: string,
  content: SecretContent | undefined,
  options: UpdateSecretOptions,
): Promise<void> {
  checkKeys(options, ['name', 'info', 'autoPrune', 'signal', 'timeout'], 'updateSecret');
  const { name, info, autoPrune, ...limits } = options;
  if (name !== undefined) checkName(name);
  const data = content === undefined ? undefined : encodeContent(content, uriOrName);
  const reference = secretReference(uriOrName);
  const arg = {
    uri: 'uri' in reference ? reference.uri : '',
    'existing-label': 'name' in reference ? reference.name : '',
    ...(name !== undefined && { label: name }),
    ...(info !== undefined && { description: info }),
    ...(autoPrune !== undefined && { 'auto-prune': autoPrune }),
    ...(data && { content: { data } }),
  };
  const send = (left: CallLimits) => sendOne(core, 'UpdateSecrets', arg, left);
  if (data) await touchReaders(core, uriOrName, limits, send);
  else await send(limits);
}

/** Removes a user's secret, or one revision of it. @internal */
export async function removeSecret(
  core: ModelCore,
  uriOrName: string,
  options: RemoveSecretOptions,
): Promise<void> {
  checkKeys(options, ['revision', 'signal', 'timeout'], 'removeSecret');
  const { revision, ...limits } = options;
  if (revision !== undefined && !(Number.isInteger(revision) && revision > 0)) {
    // Juju would take a revision that is none for all of them.
    throw new TypeError(`A revision of a secret is a whole number from 1 on; got ${String(revision)}`);
  }
  const arg = { ...wireReference(uriOrName), ...(revision !== undefined && { revisions: [revision] }) };
  try {
    await sendOne(core, 'RemoveSecrets', arg, limits);
  } catch (error) {
    throw await withNames(error, core, uriOrName, limits);
  }
}

/** Lets applications read a user's secret, or no longer. @internal */
export async function changeGrants(
  core: ModelCore,
  request: 'GrantSecret' | 'RevokeSecret',
  uriOrName: string,
  applications: readonly string[],
  limits: CallLimits,
): Promise<void> {
  if (applications.length === 0) {
    throw new TypeError(`${request === 'GrantSecret' ? 'grantSecret' : 'revokeSecret'} needs an application`);
  }
  const params = { ...wireReference(uriOrName), applications: [...applications] };
  const call = callOf(core, request);
  try {
    itemsOf(call, await core.call<wire.ErrorResults>('Secrets', request, params, limits));
  } catch (error) {
    throw await withNames(error, core, uriOrName, limits);
  }
}

/** Juju's refusal, with the applications or the secrets that there are, where it is for want of one. */
async function withNames(
  error: unknown,
  core: ModelCore,
  uriOrName: string,
  limits: CallLimits,
): Promise<unknown> {
  if (!(error instanceof JujuApiError) || !error.text.includes('not found')) return error;
  const hint = await secretsHint(core, uriOrName, limits);
  return hint === undefined
    ? explained(error, core)
    : withHint(error, `${core.fullName} has no secret "${uriOrName}". ${hint}`);
}

/** Units of the applications that may read it run `secret-changed` where they have read it. */
async function touchReaders(
  core: ModelCore,
  uriOrName: string,
  limits: CallLimits,
  send: (left: CallLimits) => Promise<void>,
): Promise<void> {
  const left = leftOf(limits, core.clock);
  const before = await showSecret(core, uriOrName, left());
  const readers = new Set(before.grants.map(({ target }) => target));
  const command = {
    what: `the secret "${uriOrName}" was updated`,
    concerns: ({ application }: UnitStatus) => readers.has(application),
    limits: left(),
  };
  await core.touching(command, async (_, rest) => {
    await send(rest);
    const after = await showSecret(core, before.uri, rest);
    return after.latestRevision === before.latestRevision ? undefined : {};
  });
}

async function sendOne(core: ModelCore, request: string, arg: object, limits: CallLimits): Promise<void> {
  const call = callOf(core, request);
  onlyItemOf(call, await core.call<wire.ErrorResults>('Secrets', request, { args: [arg] }, limits));
}

function wireReference(uriOrName: string): { uri: string; label: string } {
  const reference = secretReference(uriOrName);
  return 'uri' in reference ? { uri: reference.uri, label: '' } : { uri: '', label: reference.name };
}

const callOf = (core: ModelCore, request: string): FacadeCall => ({
  facade: 'Secrets',
  request,
  version: userSecretsVersion(core),
});

function checkName(name: string): void {
  if (typeof name !== 'string' || name === '') {
    throw new TypeError(`The name of a secret must be a text; got ${JSON.stringify(name)}`);
  }
  if (!name.startsWith('secret:')) return;
  throw new JujuError(`A secret cannot be named "${name}": that would be taken for the URI of a secret`, {
    code: 'not valid',
  });
}
