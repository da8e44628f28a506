import { notValid } from '../api-error';
import type { Params } from '../server/params';
import type { RemoteEndpointArgs } from '../state/remote-applications';
import { reachableController } from '../state/reachable-controllers';
import { setRelationSuspended } from '../state/suspend-relation';
import type { Call } from './facade';
import { eachDone } from './results';
import { fromTag } from './tags';
import { present } from './wire-values';

/** `Application.Consume`: `juju consume`, with what the offering controller told. @internal */
export function consume({ model, state }: Call, params: Params): object {
  return {
    results: eachDone(params.list('args'), (args) => {
      const offerName = args.string('offer-name');
      const controllerUuid = controllerOf(args.nested('external-controller')) || state.uuid;
      model.consume({
        name: args.string('application-alias') || offerName,
        offerName,
        offerUrl: args.string('offer-url'),
        offerUuid: args.string('offer-uuid'),
        endpoints: args.list('endpoints').map(toEndpoint),
        source: { controllerUuid, modelUuid: fromTag(args.string('source-model-tag'), 'model') },
        username: grantee(controllerUuid, args.nested('macaroon'), args.string('offer-uuid')),
      });
    }),
  };
}

/** `Application.DestroyConsumedApplications`: `juju remove-saas`. @internal */
export function destroyConsumedApplications({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('applications'), (args) => {
      model.destroyRemoteApplication(
        fromTag(args.string('application-tag'), 'application'),
        present({
          force: args.optionalBool('force'),
          maxWaitMs: args.optionalMilliseconds('max-wait'),
        }),
      );
    }),
  };
}

/** `Application.SetRelationsSuspended`: `juju suspend-relation` and `resume-relation`. @internal */
export function setRelationsSuspended({ model }: Call, params: Params): object {
  return {
    results: eachDone(params.list('args'), (args) => {
      setRelationSuspended(model, args.int('relation-id'), args.bool('suspended'), args.string('message'));
    }),
  };
}

function toEndpoint(params: Params): RemoteEndpointArgs {
  const role = params.string('role');
  if (role !== 'provider' && role !== 'requirer') throw notValid(`endpoint role ${JSON.stringify(role)}`);
  return {
    name: params.string('name'),
    role,
    interface: params.string('interface'),
    limit: params.int('limit'),
  };
}

const controllerOf = (info: Params): string => info.string('controller-tag').replace(/^controller-/, '');

/** Whom the offering controller gave the macaroon; nobody where it did not give it, or not for this. */
function grantee(controllerUuid: string, macaroon: Params, offerUuid: string): string {
  const grant = reachableController(controllerUuid)?.consumeGrants.get(macaroon.string('identifier'));
  return grant?.offerUuid === offerUuid ? grant.username : '';
}
