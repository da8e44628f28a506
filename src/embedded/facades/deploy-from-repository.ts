import { annotated } from '../api-error';
import type { Params } from '../server/params';
import { toWireError } from '../server/wire-error';
import type { RepositoryDeployment } from '../state/deploy-from-repository';
import { modelPlacement, storageId } from './application-deploy';
import type { Call } from './facade';
import { fromBase, fromConstraints, fromStorageDirective, toBase } from './wire-values';

/** `Application.DeployFromRepository`: `juju deploy NAME`. Its fields are capitalised on the wire. @internal */
export function deployFromRepository({ model }: Call, params: Params): object {
  return {
    Results: params.list('Args').map((arg) => {
      const attachStorage = arg.strings('AttachStorage');
      try {
        const ids = attachStorage.map((id) => (id.startsWith('storage-') ? storageId(id) : id));
        return toResult(model.deployFromRepository({ ...fromArg(arg, model.uuid), attachStorage: ids }));
      } catch (error) {
        return { ...nothing, Errors: [toWireError(annotated(error, 'deploying'))] };
      }
    }),
  };
}

const nothing = {
  Errors: null,
  Info: { architecture: '', base: { name: '', channel: '' }, channel: '', name: '', revision: 0 },
  PendingResourceUploads: null,
};

function fromArg(arg: Params, modelUuid: string) {
  const storage = [...arg.nestedMap('Storage')].map(
    ([name, value]) => [name, fromStorageDirective(value)] as const,
  );
  return {
    charmName: arg.string('CharmName'),
    application: arg.string('ApplicationName'),
    channel: arg.string('channel'),
    revision: arg.optionalInt('revision'),
    base: arg.has('base') ? fromBase(arg.nested('base')) : undefined,
    configYaml: arg.string('ConfigYAML'),
    trust: arg.bool('Trust'),
    constraints: fromConstraints(arg.nested('Cons')),
    numUnits: arg.optionalInt('num-units'),
    placement: arg.list('Placement').map(modelPlacement(modelUuid)),
    storage: Object.fromEntries(storage),
    endpointBindings: arg.stringMap('endpoint-bindings'),
    resources: arg.stringMap('resources'),
    force: arg.bool('force'),
    dryRun: arg.bool('DryRun'),
  };
}

function toResult({ errors, info, uploads = [] }: RepositoryDeployment): object {
  if (info === undefined || errors.length > 0) return { ...nothing, Errors: errors.map(toWireError) };
  return {
    Errors: null,
    Info: { ...info, base: toBase(info.base) },
    PendingResourceUploads:
      uploads.length === 0
        ? null
        : uploads.map(({ name, type, filename }) => ({ Name: name, Filename: filename, Type: type })),
  };
}
