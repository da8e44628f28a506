import { availableParallelism } from 'node:os';
import { isAbsolute } from 'node:path';
import { JujuError } from '../../../errors';
import { checkHostCommands } from '../isolation/host-commands';
import type { HostCommandsOption } from '../isolation/host-commands';
import type { IsolationChoice } from '../isolation/isolation-choice';
import { jailDiskBytes, jailDiskForm } from '../isolation/jail-disk';
import type { CharmScript } from '../scripted/charm-script';

/** What is known of a charm: where its sources are. @public */
export interface CharmSource {
  /** The folder of its sources: a charm of that name is executed from them, whatever archive is deployed. */
  readonly source: string;
}

/** How charms are executed. @public */
export interface ExecuteOptions {
  /**
   * Execute the code of charms that have no script, in processes of this machine; otherwise such charms do nothing.
   *
   * @default false
   */
  readonly execute?: boolean;
  /**
   * How many processes of charms run at a time.
   *
   * @default the number of cores
   */
  readonly concurrency?: number;
  /**
   * The absolute path of the Python interpreter of all charms in Python.
   *
   * @default for each charm the first one that has what it imports: of `.venv` or `venv` beside its sources (`source`, or the folder that is deployed), of that of
   * `project`, of `PATH`; a packed charm, which brings its modules along, only wants the version that these are for
   */
  readonly python?: string;
  /**
   * The folder of the project that the charms belong to: its virtual environment is theirs.
   *
   * @default Jest's `rootDir`; outside of Jest the current folder
   */
  readonly project?: string;
  /**
   * How Python charms start: each hook with an interpreter of its own, or forked from one that has imported `ops`.
   *
   * @default 'auto'
   */
  readonly pythonStart?: 'auto' | 'cold' | 'fork';
  /**
   * What keeps charm code off this machine: a jail of namespaces, guards in `PATH`, nothing; `'auto'` is a jail where there
   * can be one.
   *
   * @default 'auto'
   */
  readonly isolation?: IsolationChoice;
  /**
   * How much each unit may write over the system's folders in its jail, and how great any of its files may become, with a
   * unit as Juju has them: `'512M'`, `'2G'`. It is memory of this machine.
   *
   * @default '512M'
   */
  readonly jailDisk?: string;
  /**
   * What becomes of host commands (`apt`, `snap`, `systemctl` …): refused, recorded, or answered one by one.
   *
   * @default 'refuse'; with `isolation: 'none'`, nothing: they are the machine's own
   */
  readonly hostCommands?: HostCommandsOption;
  /**
   * Keep the folders of units, and print how each failed hook is run again by hand.
   *
   * @default false
   */
  readonly debugHooks?: boolean;
  /** The folder that charms are executed in, made; of a short path. Default: a new one. @internal */
  readonly charmFolder?: string;
  /** Tells people of what a charm lacks. Default: on standard error. @internal */
  readonly warn?: (line: string) => void;
  /** Refuse a local charm that has code, where it has no script and is not executed. @internal */
  readonly refuseCode?: boolean;
}

/** The same with their defaults. @internal */
export interface CheckedExecuteOptions {
  readonly execute: boolean;
  readonly refuseCode: boolean;
  readonly concurrency: number;
  readonly python: string | undefined;
  readonly project: string;
  readonly pythonStart: 'auto' | 'cold' | 'fork';
  readonly isolation: IsolationChoice;
  /** In bytes. */
  readonly jailDisk: number | undefined;
  readonly hostCommands: HostCommandsOption | undefined;
  readonly debugHooks: boolean;
  readonly charmFolder: string | undefined;
  readonly warn: ((line: string) => void) | undefined;
}

/** Names of the options. @internal */
export const executeOptionNames = [
  'charmFolder',
  'refuseCode',
  'concurrency',
  'debugHooks',
  'execute',
  'hostCommands',
  'isolation',
  'jailDisk',
  'project',
  'python',
  'pythonStart',
  'warn',
] as const;

/**
 * Refuses what is wrong with the options, and adds their defaults.
 *
 * @throws JujuError naming the option, its value, and what it can be
 * @internal
 */
export function checkExecuteOptions(options: ExecuteOptions): CheckedExecuteOptions {
  for (const [name, { holds, advice }] of Object.entries(checks)) {
    const value = options[name as keyof ExecuteOptions];
    if (value !== undefined && !holds(value)) throw wrongOption(name, `is ${show(value)}`, advice);
  }
  if (options.hostCommands !== undefined) checkHostCommands(options.hostCommands);
  const {
    execute = false,
    refuseCode = false,
    concurrency = availableParallelism(),
    python,
    project = process.cwd(),
    pythonStart = 'auto',
    isolation = 'auto',
    hostCommands = isolation === 'none' ? undefined : 'refuse',
    debugHooks = false,
    charmFolder,
    warn,
  } = options;
  return {
    ...{ execute, refuseCode, concurrency, python, project, pythonStart },
    ...{ isolation, hostCommands, debugHooks, charmFolder, warn },
    jailDisk: jailDiskBytes(options.jailDisk),
  };
}

/** The scripts among what is known of charms, and the folders of sources. @internal */
export function sortCharms(charms: Readonly<Record<string, CharmScript | CharmSource>>): {
  readonly scripts: Record<string, CharmScript>;
  readonly sources: Record<string, string>;
} {
  const scripts: Record<string, CharmScript> = {};
  const sources: Record<string, string> = {};
  for (const [name, charm] of Object.entries(charms)) {
    if ('source' in charm) sources[name] = charm.source;
    else scripts[name] = charm;
  }
  return { scripts, sources };
}

/** The error of an option of the embedded controller. @internal */
export function wrongOption(option: string, problem: string, advice: string): JujuError {
  return new JujuError(`The embedded controller's option ${option} ${problem}. ${advice}.`, {
    code: 'not valid',
  });
}

interface Check {
  readonly holds: (value: unknown) => boolean;
  readonly advice: string;
}

const flag: Check = { holds: (value) => typeof value === 'boolean', advice: 'It can be true or false' };

const oneOf = (...values: readonly string[]): Check => ({
  holds: (value) => values.some((one) => one === value),
  advice: `It can be ${values.map((value) => `'${value}'`).join(', ')}`,
});

const checks: Readonly<Record<Exclude<keyof ExecuteOptions, 'hostCommands'>, Check>> = {
  execute: flag,
  charmFolder: { holds: (value) => typeof value === 'string', advice: 'It must be a path' },
  debugHooks: flag,
  warn: { holds: (value) => typeof value === 'function', advice: 'It must be a function' },
  refuseCode: flag,
  concurrency: {
    holds: (value) => Number.isInteger(value) && Number(value) > 0,
    advice: 'It must be a whole number greater than 0',
  },
  python: {
    holds: (value) => typeof value === 'string' && isAbsolute(value),
    advice: 'It must be the absolute path of a Python interpreter',
  },
  project: {
    holds: (value) => typeof value === 'string' && isAbsolute(value),
    advice: 'It must be the absolute path of a folder',
  },
  pythonStart: oneOf('auto', 'cold', 'fork'),
  isolation: oneOf('auto', 'jail', 'guard', 'none'),
  jailDisk: { holds: (value) => jailDiskBytes(value) !== undefined, advice: `It must be ${jailDiskForm}` },
};

/** A value, for a message. @internal */
export const show = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value) : String(value);
