import { createHash } from 'node:crypto';
import { notFound, refused } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import type { Application } from '../state/entities';
import type { Model } from '../state/model';
import { exposedEndpoints } from '../status/application-status';
import type { Call } from './facade';
import { each } from './results';
import { applicationTag, fromTag, kindOfTag } from './tags';
import { fromConstraints, toBase, toCharmOrigin, toConstraints } from './wire-values';

/** `Application.ApplicationsInfo`: what `juju show-application` shows. @internal */
export function applicationsInfo({ model }: Call, params: Params): object {
  return {
    results: each(params.list('entities'), (entity) => ({
      result: applicationResult(model.application(fromTag(entity.string('tag'), 'application'))),
    })),
  };
}

function applicationResult(application: Application): object {
  const { name, charm, base, channel, constraints, subordinate, exposed, life } = application;
  return {
    tag: applicationTag(name),
    charm: charm.meta.name,
    base: toBase(base),
    ...(channel !== '' && { channel }),
    constraints: toConstraints(constraints),
    principal: !subordinate,
    exposed,
    remote: false,
    life,
    ...(application.endpointBindings.size > 0 && {
      'endpoint-bindings': Object.fromEntries(application.endpointBindings),
    }),
    ...(application.exposedEndpoints.size > 0 && { 'exposed-endpoints': exposedEndpoints(application) }),
  };
}

/** `Application.CharmRelations`: names of the endpoints, the one that every application has included. @internal */
export function charmRelations({ model }: Call, params: Params): object {
  const { provides, requires, peers } = model.application(params.string('application')).charm.meta;
  const names = [...provides.keys(), ...requires.keys(), ...peers.keys(), 'juju-info'];
  return { 'charm-relations': names.sort() };
}

/** `Application.GetCharmURLOrigin`. @internal */
export function getCharmUrlOrigin({ model }: Call, params: Params): object {
  const name = params.string('application');
  const application = model.applications.get(name);
  if (application === undefined) {
    const nowhere = { source: '', type: '', id: '', base: { name: '', channel: '' } };
    return {
      url: '',
      'charm-origin': nowhere,
      error: toWireError(notFound(`application ${JSON.stringify(name)}`)),
    };
  }
  const { charm, origin } = application;
  const hash = origin.hash === '' && origin.source === 'local' ? charm.sha256 : origin.hash;
  return {
    url: charm.url,
    'charm-origin': toCharmOrigin({ ...origin, hash, instanceKey: instanceKey(model, name) }),
  };
}

/** Tells an application apart from all others to Charmhub without telling its name. */
function instanceKey(model: Model, name: string): string {
  return createHash('sha256')
    .update(`${model.uuid}${applicationTag(name)}`)
    .digest('base64url');
}

/** `Application.GetConstraints`. @internal */
export function getConstraints({ model }: Call, params: Params): object {
  const results = each(params.list('entities'), (entity) => {
    const tag = entity.string('tag');
    if (kindOfTag(tag) !== 'application') {
      throw refused(`unexpected tag type, expected application, got ${kindOfTag(tag)}`);
    }
    const { constraints, subordinate } = model.application(fromTag(tag, 'application'));
    if (subordinate) throw refused('constraints do not apply to subordinate applications');
    return { constraints: toConstraints(constraints) };
  });
  return { results: results.map((result) => ('error' in result ? { constraints: {}, ...result } : result)) };
}

/** `Application.SetConstraints`. @internal */
export function setConstraints({ model }: Call, params: Params): void {
  model.setApplicationConstraints(
    params.string('application'),
    fromConstraints(params.nested('constraints')),
  );
}

/** `Application.Leader`. @internal */
export function leader({ model }: Call, params: Params): object {
  const tag = params.string('tag');
  const name = model.applications.get(fromTag(tag, 'application'))?.leader ?? '';
  return { result: name, ...(name === '' && { error: toWireError(notFound(`leader for ${tag}`)) }) };
}
