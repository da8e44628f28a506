import { dump } from 'js-yaml';
import { JujuError, notValid } from '../../errors';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';
import type { Bundle } from './read-bundle';

/** One step of a plan. @internal */
export interface BundleChange {
  readonly id: string;
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const known = [
  'addCharm',
  'addMachines',
  'addRelation',
  'addUnit',
  'consumeOffer',
  'createOffer',
  'deploy',
  'expose',
  'grantOfferAccess',
  'setAnnotations',
];

/**
 * Asks the controller what has to be done for a bundle.
 *
 * @throws JujuError with all that is wrong with the bundle; for a step that cannot be done here
 * @internal
 */
export async function planBundle(
  core: ModelCore,
  { title, data, url }: Bundle,
  limits: CallLimits,
): Promise<BundleChange[]> {
  const params: wire.BundleChangesParams = { yaml: dump(data), bundleURL: url };
  const { changes = [], errors = [] } = await core.call<wire.BundleChangesMapArgsResults>(
    'Bundle',
    'GetChangesMapArgs',
    params,
    limits,
  );
  // With steps there is a place for an error of each, which is empty as a rule.
  const wrong = errors.filter((error) => error !== '');
  if (wrong.length > 0) throw notValid(`${title} cannot be deployed:\n  - ${wrong.join('\n  - ')}`);
  const stranger = changes.find(({ method }) => !known.includes(method));
  if (stranger) throw cannotDo(stranger, title);
  return changes;
}

function cannotDo({ method, args }: BundleChange, title: string): JujuError {
  const what = `${method} ${JSON.stringify(args)}`;
  return new JujuError(
    `${title} needs a step that cannot be done: ${what}. jest-operator does not know that step. ` +
      'Nothing was deployed; take it out of the bundle, or deploy the bundle with the juju client.',
    { code: 'not supported' },
  );
}
