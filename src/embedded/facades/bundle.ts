import { ApiError } from '../api-error';
import { readBundle } from '../bundle/bundle-data';
import { exportBundle } from '../bundle/export-bundle';
import { planBundle } from '../bundle/plan-bundle';
import { verifyBundle } from '../bundle/verify-bundle';
import type { Params } from '../server/params';
import type { Call, Facade } from './facade';
import { anyone, reader } from './facade';
import { attempt } from './results';

/** `Bundle`: what has to be done for a bundle, which clients do; and, on Juju 3, the bundle that a model is. @internal */
export const bundle: Facade = {
  name: 'Bundle',
  versions: { '3.6': [6], '4.0': [8] },
  methods: { ExportBundle: reader(exported), GetChangesMapArgs: anyone(getChangesMapArgs) },
};

function exported({ model }: Call, params: Params): object {
  if (model.profile.series === '4.0') {
    throw new ApiError("Juju 4.0 doesn't support exporting bundles", 'not implemented');
  }
  return attempt(() => ({ result: exportBundle(model, params.bool('include-charm-defaults')) }));
}

function getChangesMapArgs(_: Call, params: Params): object {
  const data = readBundle(params.string('yaml'));
  const errors = verifyBundle(data);
  if (errors.length > 0) return { errors };
  const changes = planBundle(data, params.string('bundleURL'));
  // Juju keeps a place for an error of each step, and the places are empty.
  return { changes, errors: changes.map(() => '') };
}
