import { inspect } from 'node:util';

import { JujuError } from '../../errors';
import type { JujuApiError } from '../../juju/errors';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { type CharmSource, storeNameOf } from '../charm/charm-path';
import { checkKeys } from '../calls/check-keys';
import { isAlreadyThere } from '../calls/is-already-there';
import type { ModelCore } from '../model-core';
import { deployLocal } from './deploy-local';
import { deployKeys, type DeployOptions } from './deploy-options';
import { deployFromStore } from './deploy-store';

/**
 * Deploys a charm of this machine or of Charmhub.
 *
 * @param directory - what relative paths are relative to
 * @returns the application's name, once the model shows it
 * @internal
 */
export async function deploy(
  core: ModelCore,
  source: CharmSource,
  options: DeployOptions,
  directory: string,
): Promise<string> {
  checkKeys(options, deployKeys, 'deploy');
  for (const name of ['trust', 'force'] as const) checkFlag(name, options[name]);
  const left = leftOf(options, core.clock);
  const store = storeNameOf(source, directory);
  let application = options.name ?? store ?? '';
  try {
    application =
      store === undefined
        ? await deployLocal(core, source, { ...options, ...left() }, directory)
        : await deployFromStore(core, store, { ...options, ...left() }, directory);
  } catch (error) {
    throw isAlreadyThere(error) ? alreadyThere(error, application, core) : error;
  }
  return await shown(core, application, left());
}

/** What is no such value would count as one: `'no'` as true. */
function checkFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw new TypeError(`${name} must be true or false; got ${inspect(value)}`);
}

async function shown(core: ModelCore, application: string, limits: CallLimits): Promise<string> {
  const { applications } = await core.afterCommand(`${application} was deployed`, limits);
  if (Object.hasOwn(applications, application)) return application;
  throw new JujuError(
    `${application} was deployed in ${core.fullName}, but the model does not show it: it was removed at once`,
    { code: 'not found' },
  );
}

function alreadyThere(cause: JujuApiError, known: string, core: ModelCore): JujuError {
  const application = /application "([^"]+)"/.exec(cause.text)?.[1] ?? known;
  return new JujuError(
    `There is an application "${application}" in ${core.fullName} already. ` +
      'Give this one another name with the option name, or remove the other first.',
    { code: 'already exists', cause },
  );
}
