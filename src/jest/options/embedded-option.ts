import { jailDiskBytes, jailDiskForm } from '../../embedded/agent/isolation/jail-disk';
import { isRecord } from '../../is-record';
import { nearestName } from '../../nearest-name';
import { flag, fromJson, oneOf, type OptionForm, positiveInteger, shown } from './option-forms';

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

type Part = Pick<OptionForm<unknown>, 'accepts' | 'expected'>;

const eachOf = (value: unknown, accepts: (one: unknown) => boolean): boolean =>
  isRecord(value) && Object.values(value).every(accepts);
const isPath = (value: unknown): boolean => typeof value === 'string' && value !== '';

const part = (expected: string, accepts: (value: unknown) => boolean): Part => ({
  expected,
  accepts: (value): value is unknown => accepts(value),
});

const parts: Readonly<Record<keyof EmbeddedOptions, Part>> = {
  juju: oneOf(['3.6', '4.0']),
  timeScale: part('a number above 0', (value) => typeof value === 'number' && value > 0),
  charms: part("the path of a module, or { source: path }, for each charm's name", (value) =>
    eachOf(value, (charm) => isPath(charm) || (isRecord(charm) && isPath(charm['source']))),
  ),
  charmhub: part(
    'the path of a charm for each name (more than a path: by opsTest.embedded.charmhub.add)',
    (value) => eachOf(value, isPath),
  ),
  execute: flag,
  concurrency: positiveInteger,
  python: part('a path', isPath),
  pythonStart: oneOf(['auto', 'cold', 'fork']),
  isolation: oneOf(['auto', 'jail', 'guard', 'none']),
  jailDisk: part(jailDiskForm, (value) => jailDiskBytes(value) !== undefined),
  hostCommands: part(
    "'refuse', 'record', or 'ok' for each command",
    (value) => value === 'refuse' || value === 'record' || eachOf(value, (answer) => answer === 'ok'),
  ),
  debugHooks: flag,
  seed: part(
    "a whole number from 0 on, or 'random'",
    (value) => value === 'random' || (Number.isSafeInteger(value) && Number(value) >= 0),
  ),
};
const names = Object.keys(parts) as (keyof EmbeddedOptions)[];

/** @internal */
export const embedded: OptionForm<boolean | EmbeddedOptions> = {
  expected: `true, false or an object with any of ${names.join(', ')}`,
  accepts: (value): value is boolean | EmbeddedOptions =>
    flag.accepts(value) || (isRecord(value) && wrongPart(value) === undefined),
  fromText: (value) => {
    const parsed = fromJson(value);
    return typeof parsed === 'string' ? flag.fromText(parsed) : parsed;
  },
  wrongPart: (value) => (isRecord(value) ? wrongPart(value) : undefined),
};

function wrongPart(options: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(parts, name)) return `there is no ${name}. ${rightNames(name)}`;
    const form = parts[name as keyof EmbeddedOptions];
    if (!form.accepts(value)) return `${name} must be ${form.expected}; got ${shown(value)}`;
  }
  return undefined;
}

function rightNames(name: string): string {
  const meant = nearestName(name, names);
  return meant === undefined ? `There are: ${names.join(', ')}` : `Did you mean ${meant}?`;
}
