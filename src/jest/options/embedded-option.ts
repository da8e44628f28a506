import { isRecord } from '../../is-record';
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
   * Scripts of charms: the charm's name, and the path (relative to Jest's `rootDir`) of a module whose default export
   * is the script. A script that declares endpoints of its own is a stand-in: it needs no charm, and is deployed by this
   * name. The module goes through the project's own `transform`, so it may be TypeScript.
   */
  readonly charms?: Readonly<Record<string, string>>;
  /**
   * What is deployed by its name: the name in Charmhub, and the path (relative to Jest's `rootDir`) of the charm's folder
   * or `.charm` file that stands for it. Channels, revisions, resources and bundles: `opsTest.embedded.charmhub.add`.
   */
  readonly charmhub?: Readonly<Record<string, string>>;
  /**
   * Varies the order of hooks where Juju leaves it open. A number gives the same order each time, `'random'` another one;
   * where a test fails, the seed is printed.
   */
  readonly seed?: number | 'random';
}

const checks: Readonly<Record<keyof EmbeddedOptions, (value: unknown) => boolean>> = {
  juju: (value) => value === '3.6' || value === '4.0',
  timeScale: (value) => typeof value === 'number' && value > 0,
  charms: isPaths,
  charmhub: isPaths,
  seed: (value) => value === 'random' || (Number.isSafeInteger(value) && Number(value) >= 0),
};

function isPaths(value: unknown): boolean {
  return isRecord(value) && Object.values(value).every((path) => typeof path === 'string' && path !== '');
}

/** @internal */
export const embedded: OptionForm<boolean | EmbeddedOptions> = {
  expected:
    "true, false or an object with any of juju ('3.6' or '4.0'), timeScale (a number above 0), " +
    "charms (the path of a module for each charm's name), charmhub (the path of a charm for each name) and seed " +
    "(a whole number from 0 on, or 'random')",
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
};
