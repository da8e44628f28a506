import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedControllerOptions } from '../../src/embedded';
import { EmbeddedController } from '../../src/embedded';
import type { Action } from '../../src/embedded/state/action-entities';
import type { Application } from '../../src/embedded/state/entities';
import type { Model } from '../../src/embedded/state/model';
import type { DeployArgs } from '../../src/embedded/state/requests';
import { localCharm } from '../../src/model/charm/local-charm';
import { processesOf } from '../../src/processes-of-folder';

/** Where the charms are that run for real. */
export const runCharms = join(__dirname, '../../fixtures/charms-run');

/** A controller that executes charms, with one model; seen from inside. */
export interface Executing {
  readonly controller: EmbeddedController;
  readonly model: Model;
  /** Packs a charm of `fixtures/charms-run` as our client does, and deploys it. */
  deploy(charm: string, args?: Partial<DeployArgs>): Promise<Application>;
  /** The URL of a charm, packed from a folder and uploaded. */
  upload(folder: string): Promise<string>;
  /** Waits until something holds, looking whenever the state changes. */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Waits until every unit has started and has nothing to do. */
  settled(): Promise<void>;
  /** Runs an action to its end. */
  act(receiver: string, name: string, parameters?: Record<string, unknown>): Promise<Action>;
  /** Runs a command on a unit to its end. */
  exec(unit: string, command: string): Promise<Action>;
  /** What the log says of a unit. */
  log(unit: string): string[];
  /** The folder of a unit's charm. */
  charmDir(unit: string): string;
}

const running: EmbeddedController[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((controller) => controller.close()));
});

/** Starts one, at full speed; it ends with the test. */
export async function startExecuting(
  options: EmbeddedControllerOptions = {},
  modelConfig: Record<string, unknown> = {},
): Promise<Executing> {
  const executing = await openExecuting(options, modelConfig);
  running.push(executing.controller);
  return executing;
}

/** The same in jails; `undefined` where this machine has none: then nothing was run, and it is said why. */
export async function startJailed(options: EmbeddedControllerOptions = {}): Promise<Executing | undefined> {
  try {
    return await startExecuting({ ...options, isolation: 'jail' });
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== 'isolation') throw error;
    console.warn(`Not run in a jail: ${message}`);
    return undefined;
  }
}

/** The same, for who ends it by hand. */
export async function openExecuting(
  options: EmbeddedControllerOptions = {},
  modelConfig: Record<string, unknown> = {},
): Promise<Executing> {
  const controller = await EmbeddedController.start({
    execute: true,
    isolation: 'none',
    timeScale: Infinity,
    ...options,
  });
  const { state } = controller;
  const config = { 'automatically-retry-hooks': false, 'logging-config': '<root>=DEBUG', ...modelConfig };
  const model = state.addModel({ name: 'test', owner: 'admin', config });
  const until = (what: string, holds: () => boolean) => untilChanged(controller, what, holds);
  const upload = async (folder: string) =>
    (await model.addCharm((await localCharm(folder, '/')).archive)).url;
  const finished = async (action: Action | undefined) => {
    if (action === undefined) throw new Error('no action was made');
    await until(
      `action ${action.name} ends`,
      () => !['pending', 'running', 'aborting'].includes(action.status),
    );
    return action;
  };
  return {
    ...{ controller, model, until, upload },
    async deploy(charm, args = {}) {
      const charmUrl = await upload(join(runCharms, charm));
      return model.deploy({ application: charm, charmUrl, numUnits: 1, ...args });
    },
    settled: () => until('everything settles', () => isSettled(model)),
    act: (receiver, name, parameters = {}) =>
      finished(model.enqueue([{ receiver, name, parameters }]).actions[0]),
    exec: (unit, command) => finished(model.exec({ commands: command, units: [unit] }).actions[0]),
    log: (unit) =>
      model.log.entries
        .filter(({ entity }) => entity === `unit-${unit.replace('/', '-')}`)
        .map(({ level, module, message }) => `${level} ${module} ${message}`),
    charmDir: (unit) => charmDirOf(controller, unit),
  };
}

/** The ids of the processes of charms that a controller has. */
export function charmProcesses(controller: EmbeddedController): number[] {
  return controller.charmFolder === undefined ? [] : processesOf(controller.charmFolder);
}

/** The lines of a file that a charm has written. */
export function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

function charmDirOf({ charmFolder = '' }: EmbeddedController, unit: string): string {
  const name = `unit-${unit.replace('/', '-')}`;
  const folder = readdirSync(charmFolder).find((each) => existsSync(join(charmFolder, each, name)));
  if (folder === undefined) throw new Error(`${unit} has no folder in ${charmFolder}`);
  return join(charmFolder, folder, name, 'charm');
}

function isSettled(model: Model): boolean {
  return [...model.units()].every(({ agent, local }) => agent.status === 'idle' && local.started);
}

/** Looks whenever the state changes, and now and then: what a charm writes into a file changes nothing. */
async function untilChanged(
  { state }: EmbeddedController,
  what: string,
  holds: () => boolean,
): Promise<void> {
  const done = new AbortController();
  const look = (resolve: () => void, reject: (error: Error) => void) => () => {
    try {
      if (done.signal.aborted || !holds()) return;
      resolve();
    } catch (error) {
      reject(new Error(`while waiting until ${what}`, { cause: error }));
    }
    done.abort();
  };
  await new Promise<void>((resolve, reject) => {
    const looking = look(resolve, reject);
    const unsubscribe = state.changes.subscribe(() => void setImmediate(looking));
    const timer = setInterval(looking, 20).unref();
    done.signal.addEventListener('abort', () => {
      unsubscribe();
      clearInterval(timer);
    });
    looking();
  });
}
