import { toMilliseconds } from '../duration';
import { ClientStore } from '../juju/client-store';
import { Controller } from '../model/controller/controller';
import { modelProgram } from './model-program';
import type { OpsTestHost } from './ops-test-host';
import type { OpsTestOptions } from './ops-test-options';
import type { TestSignal } from './test-signal';
import type { Workplace } from './workplace';

/** @internal */
export interface Surroundings {
  readonly host: OpsTestHost;
  readonly signal: TestSignal;
  /** Gives up connecting. */
  readonly connectSignal: AbortSignal | undefined;
}

/** @internal */
export interface OpenedWorkplace {
  readonly place: Workplace;
  /** The name of the automatic model, where the options give it. */
  readonly modelName: string | undefined;
}

/**
 * Connects to the controller that the options choose: the one they name, else that of the environment, else the
 * current one of the juju client.
 *
 * @internal
 */
export async function openWorkplace(
  options: OpsTestOptions,
  { host, signal, connectSignal }: Surroundings,
): Promise<OpenedWorkplace> {
  const store = ClientStore.fromEnvironment(host.env);
  const { controller: wanted, model } = options;
  // Of an embedded controller the shell knows nothing: what it has selected is another one.
  const env = host.embedded === undefined ? host.env : {};
  const selected = await store.select({ controller: wanted, model }, env);
  const { controllerName } = selected;
  const controller = await Controller.connect({
    store,
    controllerName,
    maxFrameSize: options.jujuMaxFrameSize,
    timeScale: host.timeScale,
    repeat: host.repeat,
    whyUnknown: (model, application) => host.whyUnknown?.(model, application),
    directory: host.rootDir,
    report: (line) => host.report(line),
    stopped: (wait) => host.stopped(wait),
    signal: () => signal.current(),
    jujuProgram: modelProgram({
      host,
      place: { store, controllerName },
      signal: () => signal.current(),
    }),
    connectSignal,
    env: host.env,
  });
  const place: Workplace = {
    controller,
    controllerName,
    user: controller.userName,
    store,
    cloud: options.cloud,
    keepModels: options.keepModels ?? false,
    destroyStorage: options.destroyStorage ?? false,
    destroyTimeoutMs: toMilliseconds(options.destroyTimeout ?? '15m', 'destroyTimeout'),
    host,
    signal,
    doubtful: new Set(),
    ownClouds: new Map(),
  };
  // A model that the shell of some person has selected is not one to test on.
  return { place, modelName: selected.modelFrom === 'caller' ? selected.modelName : undefined };
}
