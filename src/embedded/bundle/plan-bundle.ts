import type { BundleApplication, BundleData } from './bundle-data';
import { type BundleChange, ChangeSet } from './change-set';
import { inOrder } from './natural-order';
import { planUnits } from './plan-units';

/** What of a bundle is planned already. @internal */
export interface Planned {
  readonly changes: ChangeSet;
  readonly bundle: BundleData;
  /** Application → id of the step that makes it. */
  readonly applications: Map<string, string>;
  /** The bundle's machine → the step that makes it. */
  readonly machines: Map<string, BundleChange>;
}

/**
 * The steps that deploy a bundle into an empty model, as Juju's controller plans them: it knows nothing of what is there.
 *
 * @param url - where the bundle is from, noted on its applications
 * @internal
 */
export function planBundle(bundle: BundleData, url: string): BundleChange[] {
  const planned: Planned = {
    bundle,
    changes: new ChangeSet(),
    applications: new Map(),
    machines: new Map(),
  };
  planApplications(planned, url);
  if (bundle.type !== 'kubernetes') planMachines(planned);
  planOffers(planned);
  planRelations(planned);
  if (bundle.type !== 'kubernetes') planUnits(planned);
  return planned.changes.sorted();
}

function planApplications(planned: Planned, url: string): void {
  const { bundle, changes, applications } = planned;
  const charms = new Map<string, string>();
  for (const name of inOrder(bundle.applications.keys())) {
    const application = bundle.applications.get(name);
    if (application === undefined) continue;
    const charm = planCharm(planned, application, charms);
    const { id } = changes.add('deploy', deployArgs(bundle, name, application, charm), [charm]);
    applications.set(name, id);
    planExposure(changes, id, application);
    const annotations = { ...application.annotations, ...(url !== '' && { bundleURL: url }) };
    if (Object.keys(annotations).length > 0)
      changes.add('setAnnotations', { id: `$${id}`, 'entity-type': 'application', annotations }, [id]);
  }
}

function planCharm(
  { bundle, changes }: Planned,
  application: BundleApplication,
  charms: Map<string, string>,
): string {
  const { charm, channel, revision } = application;
  const base = application.base || bundle.defaultBase;
  const key = [charm, base, channel === '' ? 'stable' : channel, revision ?? -1].join(' ');
  const known = charms.get(key);
  if (known !== undefined) return known;
  const change = changes.add('addCharm', { charm, base: fullBase(base), channel });
  if (revision !== undefined) change.args['revision'] = revision;
  charms.set(key, change.id);
  return change.id;
}

function deployArgs(
  { type, defaultBase }: BundleData,
  name: string,
  application: BundleApplication,
  charm: string,
): Record<string, unknown> {
  const { base, numUnits, options, constraints, storage, devices, bindings, resources, channel } =
    application;
  const ofKind = (kind: string) =>
    Object.fromEntries(Object.entries(resources).filter(([, value]) => typeof value === kind));
  return {
    charm: `$${charm}`,
    base: fullBase(base || defaultBase),
    application: name,
    'num-units': type === 'kubernetes' ? numUnits : 0,
    ...{ options, constraints, storage, devices },
    'endpoint-bindings': bindings,
    resources: ofKind('number'),
    'local-resources': ofKind('string'),
    channel,
  };
}

function planExposure(changes: ChangeSet, id: string, { expose, exposedEndpoints }: BundleApplication): void {
  if (!expose && Object.keys(exposedEndpoints).length === 0) return;
  changes.add('expose', { application: `$${id}`, 'exposed-endpoints': exposedEndpoints }, [id]);
}

function planMachines({ bundle, changes, machines }: Planned): void {
  const added: string[] = [];
  for (const name of inOrder(bundle.machines.keys())) {
    const { base = '', constraints = '', annotations = {} } = bundle.machines.get(name) ?? {};
    // One after the other, so that their numbers are in order.
    const args = { base: fullBase(base || bundle.defaultBase), constraints };
    const change = changes.add('addMachines', args, added);
    added.push(change.id);
    machines.set(name, change);
    if (Object.keys(annotations).length > 0) {
      const noted = { id: `$${change.id}`, 'entity-type': 'machine', annotations };
      changes.add('setAnnotations', noted, [change.id]);
    }
  }
}

function planOffers({ bundle, changes, applications }: Planned): void {
  for (const [name, { url }] of bundle.saas) {
    const { id } = changes.add('consumeOffer', { url, 'application-name': name });
    applications.set(name, id);
  }
  for (const [name, application] of bundle.applications) {
    for (const [offer, { endpoints = [], acl = {} }] of Object.entries(application?.offers ?? {})) {
      const args = { application: name, endpoints, 'offer-name': offer };
      const { id } = changes.add('createOffer', args, [applications.get(name) ?? '']);
      for (const [user, access] of Object.entries(acl))
        changes.add('grantOfferAccess', { user, access, offer }, [id]);
    }
  }
}

function planRelations({ bundle, changes, applications }: Planned): void {
  for (const pair of bundle.relations) {
    const ends = pair.map((end) => {
      const [name = '', ...endpoint] = end.split(':');
      const id = applications.get(name) ?? '';
      return { id, text: [`$${id}`, ...endpoint].join(':') };
    });
    const [one, other] = ends;
    const args = { endpoint1: one?.text, endpoint2: other?.text };
    changes.add(
      'addRelation',
      args,
      ends.map(({ id }) => id),
    );
  }
}

/** `ubuntu@22.04` → `ubuntu@22.04/stable`. @internal */
export function fullBase(base: string): string {
  return base === '' || base.includes('/') ? base : `${base}/stable`;
}
