import { relative } from 'node:path';

import { ClientStore } from '../../juju/client-store';
import { shellQuoted } from '../../shell-quoted';
import { type CloudRecord, cloudNameOf, isCloudOutstanding } from '../ledger/cloud-record';
import { isOutstanding, type ModelRecord, nameOf } from '../ledger/model-record';

/** What is shown of a run's models: those that are still there, with the commands to go on. */
interface ModelReport {
  readonly kept: readonly string[];
  readonly leftOver: readonly string[];
}

/**
 * Names the models that a run has left behind, on purpose or not, and how to look into them, run on them again and
 * remove them. A model that was made and destroyed is not worth a line.
 *
 * @internal
 */
export function modelReport(
  models: readonly ModelRecord[],
  env: NodeJS.ProcessEnv = process.env,
): ModelReport {
  const real = models.filter(({ embedded }) => !embedded);
  return {
    kept: real
      .filter(({ state }) => state === 'kept')
      .flatMap((model) => [`kept ${nameOf(model)} (${model.why ?? ''})`, ...commands(model, env)]),
    leftOver: real
      .filter(isOutstanding)
      .flatMap((model) => [
        `LEFT OVER: ${nameOf(model)} of ${fileOf(model)}: ${model.why ?? notYet(model)}`,
        ...commands(model, env),
      ]),
  };
}

/** The clouds that were added and are still there by mistake. @internal */
export function cloudReport(clouds: readonly CloudRecord[], env: NodeJS.ProcessEnv = process.env): string[] {
  return clouds.filter(isCloudOutstanding).flatMap((cloud) => {
    const why = cloud.why ?? 'it is looked for, and removed, in the background';
    const { controllerName, cloudName } = cloud;
    const command = `juju remove-cloud -c ${quoted(controllerName)} ${quoted(cloudName)}`;
    return [
      `LEFT OVER: ${cloudNameOf(cloud)} of ${fileOf(cloud)}: ${why}`,
      `  remove it:     ${dataOf(cloud, env)}${command}`,
    ];
  });
}

/** @internal */
export function fileOf({ testPath }: Pick<ModelRecord, 'testPath'>): string {
  return relative(process.cwd(), testPath);
}

function notYet({ state }: ModelRecord): string {
  return state === 'intended'
    ? 'it may or may not have been made; it is looked for, and destroyed, in the background'
    : 'it is being destroyed in the background';
}

function commands(model: ModelRecord, env: NodeJS.ProcessEnv): string[] {
  const name = nameOf(model);
  const data = dataOf(model, env);
  const again = [
    `JEST_OPERATOR_CONTROLLER=${quoted(model.controllerName)}`,
    `JEST_OPERATOR_MODEL=${quoted(model.modelName)}`,
    'JEST_OPERATOR_NO_DEPLOY=true',
  ].join(' ');
  const runOnIt = `  run on it:     ${data}${again} npx jest ${quoted(fileOf(model))}`;
  return [
    `  look into it:  ${data}juju switch ${quoted(name)}`,
    // It would be the first one there.
    ...(model.isSecond ? [] : [runOnIt]),
    `  remove it:     ${data}juju destroy-model --no-prompt ${quoted(name)}`,
  ];
}

/** What stands before a command, so that it is about the right controllers. */
function dataOf({ jujuData }: Pick<ModelRecord, 'jujuData'>, env: NodeJS.ProcessEnv): string {
  const isDefault = ClientStore.fromEnvironment(env).directory === jujuData;
  return isDefault ? '' : `JUJU_DATA=${quoted(jujuData)} `;
}

/** For a shell, where it is needed. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : shellQuoted(word);
}
