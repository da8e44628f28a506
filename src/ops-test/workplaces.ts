import type { CallLimits } from '../model/calls/call-limits';
import { type ControllerReference, nameOfController } from '../model/controller/controllers';
import type { TrackedModel } from './model-state';
import type { Workplace } from './workplace';

/**
 * Where the models of a test file are, when it uses more than one controller: one place for each, with the same rules.
 *
 * @internal
 */
export class Workplaces {
  readonly #own: Workplace;
  readonly #others = new Map<string, Workplace>();

  /** @param own - on the controller of the test file */
  constructor(own: Workplace) {
    this.#own = own;
  }

  get all(): readonly Workplace[] {
    return [this.#own, ...this.#others.values()];
  }

  /**
   * That on a controller, which is connected if need be.
   *
   * @throws ControllerNotFoundError and what else may come of connecting
   */
  async at(controller: ControllerReference | undefined, limits: CallLimits): Promise<Workplace> {
    const name = controller === undefined ? this.#own.controllerName : nameOfController(controller);
    const known = this.#known(name);
    if (known) return known;
    const connected = await this.#own.controller.connect(name, limits);
    return this.#known(name) ?? this.#add(name, { controller: connected, user: connected.userName });
  }

  /** That of a model. */
  of({ controllerName }: TrackedModel): Workplace {
    return this.#known(controllerName) ?? this.#own;
  }

  #known(name: string): Workplace | undefined {
    return name === this.#own.controllerName ? this.#own : this.#others.get(name);
  }

  #add(controllerName: string, connected: Pick<Workplace, 'controller' | 'user'>): Workplace {
    // The cloud that the options name is one of the file's own controller.
    const place = {
      ...this.#own,
      ...connected,
      controllerName,
      cloud: undefined,
      doubtful: new Set<never>(),
      ownClouds: new Map<never, never>(),
    };
    this.#others.set(controllerName, place);
    return place;
  }
}
