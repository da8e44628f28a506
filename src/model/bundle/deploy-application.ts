import { isRecord } from '../../is-record';
import { setConfig } from '../application/application-config';
import type { CallLimits } from '../calls/call-limits';
import type { ConfigInput } from '../settings/config-values';
import { deploy } from '../deploy/deploy';
import type { DeployOptions } from '../deploy/deploy-options';
import type { ModelCore } from '../model-core';
import { rescale } from '../application/scale';
import type { ResourceInput } from '../resources/resource-input';
import type { ApplicationStatus } from '../status/status';
import type { LocalCharms } from './local-charms';

/** What is known when applications of a bundle are deployed. @internal */
export interface DeployStep {
  readonly core: ModelCore;
  readonly title: string;
  readonly directory: string;
  readonly charms: LocalCharms;
  /** Those that shall use the cloud's credential. */
  readonly trusted: ReadonlySet<string>;
  readonly force: boolean;
  readonly left: () => CallLimits;
}

type Args = Readonly<Record<string, unknown>>;

/** Deploys an application of a bundle; of one that is there already the options are set. @internal */
export async function deployApplication(
  step: DeployStep,
  args: Args,
  there: ApplicationStatus | undefined,
): Promise<void> {
  const { core, left } = step;
  const name = String(args['application']);
  const config = configOf(args);
  const units = Number(args['num-units'] ?? 0);
  if (there) {
    if (Object.keys(config).length > 0) await setConfig(core, name, config, left());
    if (core.info.type === 'caas' && units > 0 && there.scale !== units)
      await rescale(core, name, { to: units }, left());
    return;
  }
  const local = step.charms.get(String(args['charm']));
  const charm = local ? { path: local.path } : `ch:${String(args['charm']).replace(/^ch:/, '')}`;
  await deploy(core, charm, optionsFor(step, name, args, units, local !== undefined), step.directory);
}

function optionsFor(
  { trusted, force, left }: DeployStep,
  name: string,
  args: Args,
  units: number,
  isLocal: boolean,
): DeployOptions {
  const { base, channel, revision, constraints } = args;
  return {
    name,
    units,
    config: configOf(args),
    resources: { ...fieldsOf(args['local-resources']), ...fieldsOf(args['resources']) } as Record<
      string,
      ResourceInput
    >,
    storage: fieldsOf(args['storage']) as Record<string, string>,
    devices: fieldsOf(args['devices']) as Record<string, string>,
    bind: fieldsOf(args['endpoint-bindings']) as Record<string, string>,
    trust: trusted.has(name),
    force,
    ...(typeof constraints === 'string' && { constraints }),
    ...(typeof base === 'string' && { base }),
    ...(!isLocal && typeof channel === 'string' && { channel }),
    ...(!isLocal && typeof revision === 'number' && { revision }),
    ...left(),
  };
}

/** An option of nothing is one that was not said. */
function configOf(args: Args): Record<string, ConfigInput> {
  const said = Object.entries(fieldsOf(args['options'])).filter(([, value]) => value !== null);
  return Object.fromEntries(said) as Record<string, ConfigInput>;
}

const fieldsOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
