import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { CharmSource, CheckedExecuteOptions, ExecuteOptions } from './agent/process/execute-options';
import {
  checkExecuteOptions,
  executeOptionNames,
  show,
  sortCharms,
  wrongOption as wrong,
} from './agent/process/execute-options';
import type { CharmScript } from './agent/scripted/charm-script';
import type { CharmhubEntry } from './charmhub/options';
import type { AddUserArgs } from './state/users';
import { profiles } from './state/profile';
import type { JujuSeries } from './state/profile';

/** What an embedded controller is started with. @public */
export interface EmbeddedControllerOptions extends ExecuteOptions {
  /**
   * Which Juju it is like: 3.6 has the AllWatcher, owners of models and an upload of charms by POST; 4.0 has none of
   * them, and qualifiers of models.
   *
   * @default '3.6'
   */
  readonly juju?: JujuSeries;
  /**
   * The name that it is registered by.
   *
   * @default 'embedded'
   */
  readonly name?: string;
  /**
   * How many times faster than Juju time passes: update-status, retries of hooks, machines that start. `Infinity`
   * leaves out every delay.
   *
   * @default 100
   */
  readonly timeScale?: number;
  /**
   * What charms do, by their names: a script in JavaScript, or, with `execute`, the folder of the charm's sources. A charm
   * without either is executed from its archive with `execute`; otherwise it has no hooks.
   */
  readonly charms?: Readonly<Record<string, CharmScript | CharmSource>>;
  /**
   * The folder of the `juju` client's files to register it in. At the end it stays, without the controller; one that
   * had to be made goes.
   *
   * @default a private temporary folder that goes with the controller
   */
  readonly jujuData?: string;
  /**
   * What models are made of: machines, or pods of a Kubernetes cluster.
   *
   * @default 'localhost'
   */
  readonly cloud?: 'localhost' | 'kubernetes';
  /** What is deployed by name: the paths of charms, or what is released of them, by the names of Charmhub. */
  readonly charmhub?: Readonly<Record<string, CharmhubEntry>>;
  /**
   * Varies the order of hooks where Juju leaves it open: which unit goes first and leads, which of several relations,
   * stores, containers and secrets comes first, when `pebble-ready`, `secret-changed` and `update-status` come. The same
   * number gives the same order again; `'random'` takes another one each time, which the controller then says.
   *
   * @default without one always the same, plain order
   */
  readonly seed?: number | 'random';
  /** Users beside `admin`. */
  readonly users?: readonly Omit<AddUserArgs, 'createdBy'>[];
}

/** The same with its defaults. @internal */
export type CheckedEmbeddedOptions = Required<
  Omit<EmbeddedControllerOptions, 'charms' | 'jujuData' | 'seed' | keyof ExecuteOptions>
> & {
  readonly jujuData: string | undefined;
  readonly seed: number | undefined;
  readonly scripts: Readonly<Record<string, CharmScript>>;
  /** Folders of sources, by the names of charms. */
  readonly sources: Readonly<Record<string, string>>;
  readonly executing: CheckedExecuteOptions;
};

const known = [
  ...['charmhub', 'charms', 'cloud', 'juju', 'jujuData', 'name', 'seed', 'timeScale', 'users'],
  ...executeOptionNames,
].toSorted();
/** Those that are for users. */
const shown = known.filter((name) => name !== 'charmFolder' && name !== 'refuseCode');

/** Refuses what is wrong with the options, and adds their defaults. @internal */
export function checkEmbeddedOptions(options: EmbeddedControllerOptions): CheckedEmbeddedOptions {
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) throw wrong(key, 'is not an option', `The options are ${shown.join(', ')}`);
  }
  const {
    juju = '3.6',
    name = 'embedded',
    timeScale = 100,
    cloud = 'localhost',
    charms = {},
    charmhub = {},
    users = [],
  } = options;
  if (!Object.hasOwn(profiles, juju)) throw wrong('juju', `is ${show(juju)}`, `It can be '3.6' or '4.0'`);
  if (typeof name !== 'string' || !/^[a-zA-Z0-9][a-zA-Z0-9.-]*$/.test(name)) {
    throw wrong('name', `is ${show(name)}`, 'It must be letters, digits, dots and dashes');
  }
  if (typeof timeScale !== 'number' || !(timeScale > 0)) {
    throw wrong('timeScale', `is ${show(timeScale)}`, 'It must be a number greater than 0, or Infinity');
  }
  if (!['localhost', 'kubernetes'].includes(cloud)) {
    throw wrong('cloud', `is ${show(cloud)}`, `It can be 'localhost' or 'kubernetes'`);
  }
  const executing = checkExecuteOptions(options);
  const { scripts, sources } = sortCharms(charms);
  checkSources(sources, executing);
  const seed = checkSeed(options.seed);
  const { jujuData } = options;
  return { juju, name, timeScale, cloud, charmhub, users, seed, jujuData, scripts, sources, executing };
}

function checkSeed(seed: unknown): number | undefined {
  if (seed === 'random') return randomInt(2 ** 31);
  if (seed === undefined || (Number.isSafeInteger(seed) && Number(seed) >= 0))
    return seed as number | undefined;
  throw wrong('seed', `is ${show(seed)}`, `It must be a whole number from 0 on, or 'random'`);
}

/** Sources that nobody runs would be a charm that silently does nothing. */
function checkSources(sources: Readonly<Record<string, string>>, { execute }: CheckedExecuteOptions): void {
  for (const [charm, source] of Object.entries(sources)) {
    if (typeof source !== 'string' || !existsSync(source)) {
      throw wrong(
        'charms',
        `has ${show(source)} as source of "${charm}"`,
        'It must be the folder of a charm',
      );
    }
    if (execute) continue;
    throw wrong(
      'charms',
      `names the sources of "${charm}", and charms are not executed`,
      'Add `execute: true`, or give a script',
    );
  }
}
