import { onlyItemOf } from '../../juju/bulk';
import { JujuApiError, withHint } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { whatThereIs } from '../calls/what-there-is';
import type { CallLimits } from '../calls/call-limits';
import { type ConfigInput, type ConfigOption, configTexts } from '../settings/config-values';
import type { ModelCore } from '../model-core';
import type { UnitStatus } from '../status/status';

/** The options of an application's charm, with where their values come from. @internal */
export async function configDetails(
  core: ModelCore,
  application: string,
  limits: CallLimits,
): Promise<Record<string, ConfigOption>> {
  const params: wire.ApplicationGet = { application, branch: '' };
  const { config } = await core.call<wire.ApplicationGetResults>('Application', 'Get', params, limits);
  return Object.fromEntries(
    Object.entries(config ?? {}).map(([name, option]) => [name, configOption(option)]),
  );
}

/** The values only; what has none is left out. @internal */
export function plainValues(details: Readonly<Record<string, ConfigOption>>): Record<string, unknown> {
  const set = Object.entries(details).filter(([, { value }]) => value !== undefined);
  return Object.fromEntries(set.map(([name, { value }]) => [name, value]));
}

/** Sets options of an application. @internal */
export async function setConfig(
  core: ModelCore,
  application: string,
  values: Readonly<Record<string, ConfigInput>>,
  limits: CallLimits,
): Promise<void> {
  const texts = configTexts(values, `application ${application}`);
  await changeConfig(core, application, limits, async (before, left) => {
    const arg: wire.ConfigSet = { application, generation: '', config: texts, 'config-yaml': '' };
    await send(core, 'SetConfigs', { Args: [arg] }, left);
    return Object.entries(texts).some(([name, text]) => !isSame(before[name], text));
  });
}

/** Gives options of an application their defaults again. @internal */
export async function resetConfig(
  core: ModelCore,
  application: string,
  names: readonly string[],
  limits: CallLimits,
): Promise<void> {
  await changeConfig(core, application, limits, async (before, left) => {
    const arg: wire.ApplicationUnset = { application, branch: '', options: [...names] };
    await send(core, 'UnsetApplicationsConfig', { Args: [arg] }, left);
    return names.some((name) => before[name]?.value !== before[name]?.default);
  });
}

/** Agents run their `config-changed` hook only where a value is another than before: else there is nothing to wait for. */
async function changeConfig(
  core: ModelCore,
  application: string,
  limits: CallLimits,
  change: (before: Readonly<Record<string, ConfigOption>>, left: CallLimits) => Promise<boolean>,
): Promise<void> {
  const command = {
    what: `the configuration of ${application} was changed`,
    concerns: (unit: UnitStatus) => unit.application === application,
    limits,
  };
  await core.touching(command, async (_, left) => {
    const before = await configDetails(core, application, left);
    try {
      return (await change(before, left)) ? {} : undefined;
    } catch (error) {
      throw withOptions(error, application, before);
    }
  });
}

/** Juju names the option that there is not, and not those that there are. */
function withOptions(
  error: unknown,
  application: string,
  options: Readonly<Record<string, ConfigOption>>,
): unknown {
  if (!(error instanceof JujuApiError)) return error;
  const [, unknown] = /unknown option "([^"]*)"/.exec(error.text) ?? [];
  if (unknown === undefined) return error;
  const known = whatThereIs(unknown, Object.keys(options));
  return withHint(error, `The charm of ${application} has no option "${unknown}". ${known}`);
}

async function send(core: ModelCore, request: string, params: object, limits: CallLimits): Promise<void> {
  const call = { facade: 'Application', request, version: core.session.facadeVersion('Application') };
  onlyItemOf(call, await core.call<wire.ErrorResults>('Application', request, params, limits));
}

function configOption(raw: unknown): ConfigOption {
  const option = raw as {
    value?: unknown;
    default?: unknown;
    source?: string;
    type?: string;
    description?: string;
  };
  return Object.freeze({
    value: option.value,
    default: option.default,
    source: option.source ?? '',
    type: option.type ?? '',
    description: option.description ?? '',
  });
}

function isSame(option: ConfigOption | undefined, text: string): boolean {
  if (option?.value === undefined) return false;
  switch (option.type) {
    case 'int':
    case 'float':
      return Number(text) === option.value;
    case 'boolean':
      return (text.toLowerCase() === 'true') === option.value;
    default:
      return text === option.value;
  }
}
