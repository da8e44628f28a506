import { parseCharmUrl } from '../charm/charm-url';
import type { BundleApplication, BundleData } from './bundle-data';
import { parseUnitPlacement } from './unit-placement';

const quoted = (text: string): string => JSON.stringify(text);

/** All that is wrong with a bundle, in Juju's words. @internal */
export function verifyBundle(bundle: BundleData): string[] {
  const used = new Set<string>();
  const errors = [
    ...(bundle.type !== '' && bundle.type !== 'kubernetes'
      ? [`bundle has an invalid type ${quoted(bundle.type)}`]
      : []),
    ...(bundle.type === 'kubernetes' && bundle.machines.size > 0
      ? ['bundle machines not valid for Kubernetes bundles']
      : []),
    ...(bundle.applications.size === 0 ? ['at least one application must be specified'] : []),
    ...[...bundle.applications].flatMap(([name, application]) =>
      application === undefined
        ? [`bundle application for key ${quoted(name)} is undefined`]
        : [
            ...verifyApplication(bundle, name, application),
            ...verifyPlacement(bundle, name, application, used),
          ],
    ),
    ...verifyRelations(bundle),
  ];
  if (bundle.type === 'kubernetes') return errors;
  const unused = [...bundle.machines.keys()].filter((id) => !used.has(id));
  return [
    ...errors,
    ...unused.map((id) => `machine ${quoted(id)} is not referred to by a placement directive`),
  ];
}

function verifyApplication(bundle: BundleData, name: string, application: BundleApplication): string[] {
  const { charm, channel, revision, numUnits, expose, exposedEndpoints, resources } = application;
  const errors: string[] = [];
  if (bundle.saas.has(name))
    errors.push(`SAAS ${quoted(name)} already exists with application ${quoted(name)} name`);
  if (charm === '') errors.push('empty charm path');
  else if (/^[./]/.test(charm))
    errors.push(`charm path in application ${quoted(name)} does not exist: ${charm}`);
  else errors.push(...verifyUrl(name, application));
  if (revision !== undefined && channel === '' && !charm.startsWith('local:')) {
    errors.push(
      `application ${quoted(name)} with a revision requires a channel for future upgrades, please use channel`,
    );
  }
  if (revision !== undefined && revision < 0)
    errors.push(`the revision for application ${quoted(name)} must be zero or greater`);
  for (const value of Object.values(resources)) {
    if (typeof value !== 'number' && typeof value !== 'string')
      errors.push(`resource revision ${quoted(JSON.stringify(value))} is not int or string`);
  }
  if (numUnits < 0) errors.push(`negative number of units specified on application ${quoted(name)}`);
  if (expose && Object.keys(exposedEndpoints).length > 0) {
    errors.push(
      `exposed-endpoints cannot be specified together with "exposed:true" in application ${quoted(name)} as this poses ` +
        'a security risk when deploying bundles to older controllers',
    );
  }
  return errors;
}

function verifyUrl(name: string, { charm }: BundleApplication): string[] {
  try {
    const { schema, revision } = parseCharmUrl(charm);
    return schema === 'ch' && revision !== -1
      ? [
          `cannot specify revision in ${quoted(charm.startsWith('ch:') ? charm : `ch:${charm}`)}, please use revision`,
        ]
      : [];
  } catch (error) {
    return [`invalid charm URL in application ${quoted(name)}: ${(error as Error).message}`];
  }
}

function verifyPlacement(
  { type, machines, applications }: BundleData,
  name: string,
  { numUnits, to }: BundleApplication,
  used: Set<string>,
): string[] {
  if (type === 'kubernetes')
    return to.length > 1 ? [`too many placement directives for application ${quoted(name)}`] : [];
  const errors =
    numUnits >= 0 && to.length > numUnits
      ? [`too many units specified in unit placement for application ${quoted(name)}`]
      : [];
  for (const text of to) {
    const placement = parseUnitPlacement(text);
    const target = applications.get(placement?.application ?? '');
    if (!placement) errors.push(`invalid placement syntax ${quoted(text)}`);
    else if (placement.application !== '' && !applications.has(placement.application))
      errors.push(`placement ${quoted(text)} refers to an application not defined in this bundle`);
    else if (placement.application !== '' && placement.unit >= (target?.numUnits ?? 0)) {
      errors.push(
        `placement ${quoted(text)} specifies a unit greater than the ${target?.numUnits ?? 0} unit(s) started by the target application`,
      );
    } else if (
      placement.application === '' &&
      placement.machine !== 'new' &&
      !machines.has(placement.machine)
    )
      errors.push(`placement ${quoted(text)} refers to a machine not defined in this bundle`);
    else if (placement.application === '') used.add(placement.machine);
  }
  return errors;
}

function verifyRelations({ relations, applications, saas }: BundleData): string[] {
  const seen = new Set<string>();
  return relations.flatMap((pair) => {
    const shown = `[${pair.map(quoted).join(' ')}]`;
    if (pair.length !== 2) return [`relation ${shown} has ${pair.length} endpoint(s), not 2`];
    const names = pair.map((end) => end.split(':')[0] ?? '');
    const errors = names
      .filter((name) => !applications.has(name) && !saas.has(name))
      .map((name) => `relation ${shown} refers to application ${quoted(name)} not defined in this bundle`);
    if (names[0] === names[1]) errors.push(`relation ${shown} relates an application to itself`);
    const key = pair.toSorted().join(' ');
    if (seen.has(key)) errors.push(`relation ${shown} is defined more than once`);
    seen.add(key);
    return errors;
  });
}
