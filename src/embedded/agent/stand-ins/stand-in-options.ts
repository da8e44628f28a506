import type { DeclaredOption } from '../scripted/charm-declaration';

/** What all stand-ins of the package take. @public */
export interface StandInOptions {
  /**
   * Config options of the charm that it stands for, which the suite sets. It takes them, and does nothing by them.
   *
   * @defaultValue none
   */
  readonly config?: Readonly<Record<string, DeclaredOption>>;
}
