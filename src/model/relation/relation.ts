import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import { isEnd } from './relation-end';
import { removeRelationById, type RemoveRelationOptions } from './remove-relation';
import type { RelationEndpoint, RelationStatus, StatusInfo } from '../status/status';

/**
 * A relation between two applications, or of one with itself. Its properties show it as it was after the last awaited
 * command or wait.
 *
 * @example
 * ```ts
 * const relation = opsTest.model.relations.find((each) => each.matches('web:database', 'postgresql'));
 * expect(relation.endpoints.map(({ role }) => role)).toEqual(['requirer', 'provider']);
 * await relation.remove();
 * ```
 *
 * @public
 */
export class Relation {
  /** Its number in the model: the 3 of `database:3`. */
  readonly id: number;
  readonly #core: ModelCore;

  /** @internal */
  constructor(id: number, core: ModelCore) {
    this.id = id;
    this.#core = core;
  }

  /** `web:database postgresql:db`: requirer, then provider. */
  get key(): string {
    return this.#status.key;
  }

  get interface(): string {
    return this.#status.interface;
  }

  /** `global`, or `container` where a subordinate is carried. */
  get scope(): string {
    return this.#status.scope;
  }

  get endpoints(): readonly RelationEndpoint[] {
    return this.#status.endpoints;
  }

  /** `joining`, `joined`, `suspended` … */
  get status(): StatusInfo {
    return this.#status.status;
  }

  /** The names of the applications that it joins. */
  get applications(): readonly string[] {
    return Object.freeze([...new Set(this.endpoints.map(({ application }) => application))]);
  }

  /** Whether it is among the units of one application. */
  get isPeer(): boolean {
    return this.endpoints.length === 1;
  }

  /**
   * Whether it joins all of these: `'web'`, `'web:database'`.
   *
   * @example
   * ```ts
   * expect(opsTest.model.relations.some((relation) => relation.matches('web:database', 'postgresql'))).toBe(true);
   * ```
   */
  matches(...ends: readonly string[]): boolean {
    return ends.every((end) => this.endpoints.some((endpoint) => isEnd(endpoint, end)));
  }

  /** Whether the model still had it then. */
  get exists(): boolean {
    return this.#found !== undefined;
  }

  /** Removes it, and resolves when it is gone. @see {@link Model.removeRelation} */
  remove(options: RemoveRelationOptions = {}): Promise<void> {
    return removeRelationById(this.#core, this.id, options);
  }

  get #status(): RelationStatus {
    const status = this.#found;
    if (status) return status;
    throw new EntityNotFoundError(`The relation ${String(this.id)} is no longer in ${this.#core.fullName}`);
  }

  get #found(): RelationStatus | undefined {
    return this.#core.lastStatus.relations.find(({ id }) => id === this.id);
  }
}
