import type { CharmScript } from '../../src/embedded/agent/scripted/charm-script';
import type { Model } from '../../src/embedded/state/model';
import type { JujuSeries } from '../../src/embedded/state/profile';
import type { Relation } from '../../src/embedded/state/relation-entities';
import { deployFixture, startDomain } from './embedded-domain';

/** A database that is offered, and a web of two units in another model that is related with it. */
export interface Crossed {
  readonly databases: Model;
  readonly model: Model;
  /** The relation as the model of the database has it. */
  readonly offered: Relation;
  /** The relation as the model of the web has it. */
  readonly relation: Relation;
  /** Waits until something holds, looking whenever one of the two models changes. */
  until(what: string, holds: () => boolean): Promise<void>;
}

/** Starts them, on one controller or on two; they end with the test. */
export async function crossed(
  series: JujuSeries,
  charms: Readonly<Record<string, CharmScript>> = {},
  on: 'one' | 'two' = 'one',
): Promise<Crossed> {
  const consuming = startDomain({ series, charms });
  const uuid = 'c0ffee00-6b1c-4a3f-8a9d-1f2e3d4c5b6a';
  const offering = on === 'one' ? consuming : startDomain({ series, charms, uuid });
  const databases =
    on === 'one' ? consuming.state.addModel({ name: 'databases', owner: 'admin' }) : offering.model;
  const { model } = consuming;
  await deployFixture(databases, 'database');
  await deployFixture(model, 'web', { units: 2 });
  const offer = databases.offer({ application: 'database', endpoints: { db: 'db' }, owner: 'admin' });
  const [endpoint] = offer.endpoints.values();
  if (endpoint === undefined || endpoint.role === 'peer') throw new Error('nothing is offered');
  model.consume({
    ...{ name: 'db', offerName: offer.name, offerUrl: 'admin/databases.database', offerUuid: offer.uuid },
    endpoints: [{ name: 'db', role: endpoint.role, interface: endpoint.interface, limit: 0 }],
    source: { controllerUuid: offering.state.uuid, modelUuid: databases.uuid },
    username: 'admin',
  });
  const relation = model.addRelation(['web', 'db']);
  const until: Crossed['until'] = (what, holds) =>
    Promise.race([consuming, offering].map((domain) => domain.until(what, holds)));
  await until('all are in', () =>
    [...databases.relations.values()].some(({ inScope }) => inScope.size === 3),
  );
  const [offered] = databases.relations.values();
  if (offered === undefined) throw new Error('nothing is related');
  return { databases, model, offered, relation, until };
}
