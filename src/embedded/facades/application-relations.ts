import type { Params } from '../server/params';
import type { Call } from './facade';
import { fromExposedEndpoint, present, toCharmRelation } from './wire-values';

/** `Application.AddRelation`: `juju integrate`. @internal */
export function addRelation({ model }: Call, params: Params): object {
  const relation = model.addRelation(params.strings('endpoints'), params.strings('via-cidrs'));
  const endpoints = relation.endpoints.map((endpoint) => [endpoint.application, toCharmRelation(endpoint)]);
  return { endpoints: Object.fromEntries(endpoints) as Record<string, object> };
}

/** `Application.DestroyRelation`: `juju remove-relation`, by its ends or by its id. @internal */
export function destroyRelation({ model }: Call, params: Params): void {
  model.destroyRelation({
    endpoints: params.strings('endpoints'),
    id: params.int('relation-id'),
    ...present({
      force: params.optionalBool('force'),
      maxWaitMs: params.optionalMilliseconds('max-wait'),
    }),
  });
}

/** `Application.Expose`. @internal */
export function expose({ model }: Call, params: Params): void {
  const endpoints = [...params.nestedMap('exposed-endpoints')];
  model.expose(
    params.string('application'),
    Object.fromEntries(endpoints.map(([name, endpoint]) => [name, fromExposedEndpoint(endpoint)])),
  );
}

/** `Application.Unexpose`. @internal */
export function unexpose({ model }: Call, params: Params): void {
  model.unexpose(params.string('application'), params.strings('exposed-endpoints'));
}
