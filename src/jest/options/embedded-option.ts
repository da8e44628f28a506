import { jailDiskBytes, jailDiskForm } from '../../embedded/agent/isolation/jail-disk';
import { isRecord } from '../../is-record';
import { nearestName } from '../../nearest-name';
import { fromJson, flag, type OptionForm } from './option-forms';

/**
 * How the embedded controller of a test file is to be.
 *
 * @public
 */
export interface EmbeddedOptions {
  /**
   * The Juju that it is like.
   *
   * @defaultValue `'3.6'`
   */
  readonly juju?: '3.6' | '4.0';
  /**
   * How many times faster than in life its time goes; `Infinity` for no waiting at all.
   *
   * @defaultValue `100`
   */
  readonly timeScale?: number;
  /**
   * What charms do, by their names: the path (relative to Jest's `rootDir`) of a module whose default export is the
   * script, or, with `execute`, `{ source: path }` of the folder that the charm is executed from. A script that declares endpoints of its own is a stand-in: it needs no charm, and is deployed by this
   * name. The module goes through the project's own `transform`, so it may be TypeScript.
   */
  readonly charms?: Readonly<Record<string, string | { readonly source: string }>>;
  /**
   * What is deployed by its name: the name in Charmhub, and the path (relative to Jest's `rootDir`) of the charm's folder
   * or `.charm` file that stands for it. Channels, revisions, resources and bundles: `opsTest.embedded.charmhub.add`.
   */
  readonly charmhub?: Readonly<Record<string, string>>;
  /**
   * Execute the code of charms that have no script, in processes of this machine. With `false` such charms do nothing.
   *
   * @defaultValue neither: a local charm that has code and no script is refused
   */
  readonly execute?: boolean;
  /**
   * How many processes of charms run at a time.
   *
   * @defaultValue the number of cores
   */
  readonly concurrency?: number;
  /** The Python interpreter of charms, relative to Jest's `rootDir`. Default: found for each charm. */
  readonly python?: string;
  /**
   * How Python charms start: each hook with an interpreter of its own, or forked from one that has imported `ops`.
   *
   * @defaultValue `'auto'`
   */
  readonly pythonStart?: 'auto' | 'cold' | 'fork';
  /**
   * What keeps charm code off this machine: a jail of namespaces, guards in `PATH`, nothing.
   *
   * @defaultValue `'auto'`
   */
  readonly isolation?: 'auto' | 'jail' | 'guard' | 'none';
  /**
   * How much each unit may write over the system's folders in its jail, such as `'2G'`; it is memory of this machine.
   *
   * @defaultValue `'512M'`
   */
  readonly jailDisk?: string;
  /**
   * What becomes of host commands (`apt`, `snap`, `systemctl` …): refused, recorded, or `'ok'` for some.
   *
   * @defaultValue `'refuse'`
   */
  readonly hostCommands?: 'refuse' | 'record' | Readonly<Record<string, 'ok'>>;
  /**
   * Keep the folders of units, and print how each failed hook is run again by hand.
   *
   * @defaultValue `false`
   */
  readonly debugHooks?: boolean;
  /**
   * Varies the order of hooks where Juju leaves it open. A number gives the same order each time, `'random'` another one;
   * where a test fails, the seed is printed.
   */
  readonly seed?: number | 'random';
}

const checks: Readonly<Record<keyof EmbeddedOptions, (value: unknown) => boolean>> = {
  juju: (value) => value === '3.6' || value === '4.0',
  timeScale: (value) => typeof value === 'number' && value > 0,
  charms: (value) =>
    isRecord(value) &&
    Object.values(value).every((charm) => isPath(charm) || (isRecord(charm) && isPath(charm['source']))),
  charmhub: (value) => isRecord(value) && Object.values(value).every(isPath),
  execute: isFlag,
  concurrency: (value) => Number.isInteger(value) && Number(value) > 0,
  python: isPath,
  pythonStart: (value) => ['auto', 'cold', 'fork'].some((one) => one === value),
  isolation: (value) => ['auto', 'jail', 'guard', 'none'].some((one) => one === value),
  jailDisk: (value) => jailDiskBytes(value) !== undefined,
  hostCommands: (value) =>
    value === 'refuse' ||
    value === 'record' ||
    (isRecord(value) && Object.values(value).every((answer) => answer === 'ok')),
  debugHooks: isFlag,
  seed: (value) => value === 'random' || (Number.isSafeInteger(value) && Number(value) >= 0),
};

function isPath(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** @internal */
export const embedded: OptionForm<boolean | EmbeddedOptions> = {
  expected:
    "true, false or an object with any of juju ('3.6' or '4.0'), timeScale (a number above 0), " +
    "charms (the path of a module, or { source: path }, for each charm's name), charmhub (the path of a charm for each " +
    "name), seed (a whole number from 0 on, or 'random'), execute, debugHooks (true or false), concurrency (a whole number " +
    "above 0), python (a path), pythonStart ('auto', 'cold' or 'fork'), isolation ('auto', 'jail', 'guard' or 'none'), " +
    `jailDisk (${jailDiskForm}) and ` +
    "hostCommands ('refuse', 'record' or 'ok' for each command)",
  accepts: (value): value is boolean | EmbeddedOptions =>
    flag.accepts(value) ||
    (isRecord(value) &&
      Object.entries(value).every(
        ([key, part]) => Object.hasOwn(checks, key) && checks[key as keyof EmbeddedOptions](part),
      )),
  fromText: (value) => {
    const parsed = fromJson(value);
    return typeof parsed === 'string' ? flag.fromText(parsed) : parsed;
  },
  hint: (value) => {
    if (!isRecord(value)) return undefined;
    const known = Object.keys(checks);
    const stranger = Object.keys(value).find((key) => !known.includes(key));
    if (stranger !== undefined) {
      const meant = nearestName(stranger, known);
      return `There is no ${stranger}${meant === undefined ? '' : `: did you mean ${meant}?`}`;
    }
    const wrong = known.find((key) => key in value && !checks[key as keyof EmbeddedOptions](value[key]));
    return wrong === undefined ? undefined : `What is wrong is ${wrong}`;
  },
};
