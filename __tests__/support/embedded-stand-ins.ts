import type { CharmScript, EmbeddedController } from '../../src/embedded';
import { charm } from '../../src/embedded';
import type { Model } from '../../src/model/model';

type Handler = NonNullable<CharmScript['on']>[string];

/** A charm that asks over one endpoint, as the test says. It is active, whatever it hears. */
export function requirer(interfaceName: string, on: Readonly<Record<string, Handler>>): CharmScript {
  return charm({
    requires: { needs: interfaceName },
    on: { start: (ctx) => ctx.setStatus('active'), ...on },
  });
}

/** What an application says in its relation with another, as the controller keeps it. */
export function applicationBag(
  embedded: EmbeddedController,
  model: Model,
  application: string,
): Readonly<Record<string, string>> {
  const relations = [...(embedded.state.models.get(model.uuid)?.relations.values() ?? [])];
  const bags = relations.map((relation) => relation.applicationSettings.get(application)?.values);
  return bags.find((bag) => bag !== undefined && Object.keys(bag).length > 0) ?? {};
}
