import type { HookContext } from '../../engine/hook-context';
import { scriptError } from './charm-script';

/**
 * A relation, as a handler sees it.
 *
 * @public
 */
export class ScriptRelation {
  readonly id: number;
  readonly endpoint: string;
  readonly #context: HookContext;

  /** @internal */
  constructor(context: HookContext, id: number, endpoint: string) {
    this.#context = context;
    this.id = id;
    this.endpoint = endpoint;
  }

  /** The other application; of a peer relation the unit's own. */
  get app(): string {
    return this.#context.relations.remoteApplication(this.id);
  }

  /** The remote units that have joined. */
  get units(): string[] {
    return this.#context.relations.units(this.id);
  }

  /** What a unit or an application has said; without a name the other application. */
  get(entity: string = this.app): Record<string, string> {
    return this.#context.relations.get(this.id, entity);
  }

  /** Says something for the unit; an empty value takes its key away. Others see it when the hook has succeeded. */
  set(values: Readonly<Record<string, string>>): void {
    this.#context.relations.set(this.id, this.#context.unit, checked(values));
  }

  /** Says something for the application, as its leader. */
  setApp(values: Readonly<Record<string, string>>): void {
    this.#context.relations.set(this.id, this.#context.application, checked(values));
  }
}

function checked(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(values)) {
    if (typeof value !== 'string') {
      throw scriptError(
        `relation data are texts, "${key}" is of type ${typeof value}: write String(value) or JSON.stringify(value)`,
      );
    }
    texts[key] = value;
  }
  return texts;
}
