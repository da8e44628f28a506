import { readBundle } from '../bundle/bundle-data';
import { planBundle } from '../bundle/plan-bundle';
import { verifyBundle } from '../bundle/verify-bundle';
import type { Params } from '../server/params';
import type { Call, Facade } from './facade';
import { anyone } from './facade';

/** `Bundle`: what has to be done for a bundle; clients do it. @internal */
export const bundle: Facade = {
  name: 'Bundle',
  versions: { '3.6': [6], '4.0': [8] },
  methods: { GetChangesMapArgs: anyone(getChangesMapArgs) },
};

function getChangesMapArgs(_: Call, params: Params): object {
  const data = readBundle(params.string('yaml'));
  const errors = verifyBundle(data);
  if (errors.length > 0) return { errors };
  const changes = planBundle(data, params.string('bundleURL'));
  // Juju keeps a place for an error of each step, and the places are empty.
  return { changes, errors: changes.map(() => '') };
}
