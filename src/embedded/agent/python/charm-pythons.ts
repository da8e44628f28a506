import { folderOf } from '../../../packed-folders';
import type { Charm } from '../../charm/charm';
import { openArchive } from '../../charm/archive-files';
import { openDirectory } from '../../charm/directory-files';
import type { InterpreterFacts } from './ask-interpreter';
import { installPython, linkCommand } from './install-python';
import type { PythonPlan } from './plan-python';
import { planPython } from './plan-python';
import type { PythonPlaces } from './python-candidates';

/** What charms are executed from, and by what. @internal */
export interface CharmPythonsSeed {
  /** `embedded.python`. */
  readonly python: string | undefined;
  /** The folder of the project. */
  readonly project: string;
  /** Folders of sources, by the names of charms. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * The interpreters of a controller's charms, each found once: when the charm is deployed, so that a charm that could not
 * run is refused then.
 *
 * @internal
 */
export class CharmPythons {
  readonly #seed: CharmPythonsSeed;
  readonly #inUse = new Set<InterpreterFacts>();
  readonly #plans = new WeakMap<Buffer, Promise<PythonPlan | undefined>>();

  constructor(seed: CharmPythonsSeed) {
    this.#seed = seed;
  }

  /** Folders that the interpreters which were found need: their own, and those of the Pythons that they were made with. */
  get folders(): string[] {
    return [...this.#inUse].flatMap(({ prefix, basePrefix }) => [prefix, basePrefix]);
  }

  /** @throws JujuError for a charm that no Python here could run */
  async check(name: string, archive: Buffer): Promise<void> {
    await this.#plan(name, archive);
  }

  /**
   * Gives a unit's charm its interpreter.
   *
   * @param folder - of the charm
   * @param commands - is made, to be in the charm's `PATH`, where that leads to another Python
   * @returns the paths of what was made in the charm's folder
   */
  async install(
    { name, archive }: Pick<Charm, 'archive' | 'name'>,
    folder: string,
    commands: string,
  ): Promise<string[]> {
    const plan = archive === undefined ? undefined : await this.#plan(name, archive);
    if (plan === undefined) return [];
    await linkCommand(commands, plan);
    return await installPython(folder, plan);
  }

  #plan(name: string, archive: Buffer): Promise<PythonPlan | undefined> {
    let plan = this.#plans.get(archive);
    if (plan === undefined) {
      plan = this.#find(name, archive);
      this.#plans.set(archive, plan);
    }
    return plan;
  }

  async #find(name: string, archive: Buffer): Promise<PythonPlan | undefined> {
    const { python, project, sources } = this.#seed;
    const source = sources[name];
    const files = source === undefined ? await openArchive(archive) : await openDirectory(source);
    const folder = source ?? folderOf(archive);
    const places: PythonPlaces = { python, projects: folder === undefined ? [project] : [folder, project] };
    const plan = await planPython(name, files, places);
    if (plan !== undefined) this.#inUse.add(plan.interpreter);
    return plan;
  }
}
