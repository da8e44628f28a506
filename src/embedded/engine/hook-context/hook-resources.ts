import type { HookSubject } from './hook-subject';
import type { Resource } from '../../state/entities';
import { openResource } from '../../state/resources';

/** `resource-get`. @internal */
export class HookResources {
  readonly #subject: HookSubject;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** The content of a resource as it is now; the unit has that one from then on. */
  get(name: string): Buffer {
    this.#subject.transaction.check();
    const { model, unit } = this.#subject;
    const { application } = unit;
    const { content, ...resource } = openResource(model, application.name, name);
    const fetched = application.unitResources.get(unit.name) ?? new Map<string, Resource>();
    fetched.set(name, { ...resource, content });
    application.unitResources.set(unit.name, fetched);
    return Buffer.from(content);
  }
}
