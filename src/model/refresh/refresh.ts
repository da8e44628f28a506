import { toMilliseconds } from '../../duration';
import { JujuError } from '../../errors';
import { JujuApiError } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { storeNameOf } from '../charm/charm-path';
import { checkChannel } from '../charmhub/channel';
import { checkKeys } from '../calls/check-keys';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import type { Status, UnitStatus } from '../status/status';
import { prepareLocal } from './prepare-local';
import { prepareStore } from './prepare-store';
import { checkRefreshOptions, refreshKeys, type RefreshOptions } from './refresh-options';
import { UpgradeJudge } from './upgrade-judge';

/** What an application runs now. @internal */
export interface Current {
  readonly application: string;
  readonly url: string;
  readonly origin: wire.CharmOrigin;
}

/** What it shall run. @internal */
export interface NextCharm {
  readonly url: string;
  readonly origin: wire.CharmOrigin;
  readonly channel: string;
  /** Ids of resources that change with it, by name. */
  readonly resources: Readonly<Record<string, string>>;
}

/**
 * Gives an application another revision of its charm, or another charm.
 *
 * @param directory - what relative paths are relative to
 * @internal
 */
export async function refresh(
  core: ModelCore,
  application: string,
  options: RefreshOptions,
  directory: string,
): Promise<void> {
  checkKeys(options, refreshKeys, 'refresh');
  checkRefreshOptions(options);
  checkChannel(options.channel);
  const { timeout = '10m', signal, wait = true } = options;
  const left = leftOf({ timeout, signal }, core.clock);
  const command = {
    what: `${application} was refreshed`,
    concerns: (unit: UnitStatus) => unit.application === application,
    limits: left(),
  };
  await core.touching(command, async (before, limits) => {
    const current = await currentCharm(core, application, before, limits);
    const next = await prepare(core, current, options, directory, left);
    if (!next) return undefined;
    await setCharm(core, application, next, options, left());
    return {};
  });
  if (!wait) return;
  const { timeout: leftMs = timeout } = left();
  await core.wait(new UpgradeJudge(application), {
    signal,
    timeoutMs: toMilliseconds(leftMs, 'timeout'),
  });
}

async function currentCharm(
  core: ModelCore,
  application: string,
  { applications }: Status,
  limits: CallLimits,
): Promise<Current> {
  if (!Object.hasOwn(applications, application))
    throw new EntityNotFoundError(`There is no application "${application}" in ${core.fullName}`);
  const version = core.session.facadeVersion('Application');
  const call = { facade: 'Application', request: 'GetCharmURLOrigin', version };
  const answer = await core.call<wire.CharmURLOriginResult>(
    call.facade,
    call.request,
    { application, branch: '' } satisfies wire.ApplicationGet,
    limits,
  );
  const { url, 'charm-origin': origin, error } = answer;
  if (error) throw new JujuApiError(call, { text: error.message, code: error.code });
  return { application, url, origin };
}

/** `undefined` where it runs already what it would get. */
async function prepare(
  core: ModelCore,
  current: Current,
  options: RefreshOptions,
  directory: string,
  left: () => CallLimits,
): Promise<NextCharm | undefined> {
  const { path, switch: other } = options;
  if (path !== undefined) return await prepareLocal(core, current, { ...options, path }, directory, left);
  const store = other === undefined ? undefined : storeNameOf(other, directory);
  if (other !== undefined && store === undefined)
    return await prepareLocal(core, current, { ...options, path: other }, directory, left);
  if (store === undefined && current.origin.source === 'local') {
    throw new JujuError(
      `${current.application} runs the local charm ${current.url}: refresh it with the option path, or to one of Charmhub with the option switch`,
      { code: 'not valid' },
    );
  }
  return await prepareStore(core, current, { ...options, charm: store }, directory, left);
}

async function setCharm(
  core: ModelCore,
  application: string,
  { url, origin, channel, resources }: NextCharm,
  { force = false }: RefreshOptions,
  limits: CallLimits,
): Promise<void> {
  const params: wire.ApplicationSetCharmV2 = {
    application,
    generation: '',
    'charm-url': url,
    'charm-origin': origin,
    channel,
    force,
    'force-units': force,
    'force-base': force,
    'resource-ids': { ...resources },
  };
  await core.call('Application', 'SetCharm', params, limits);
}
