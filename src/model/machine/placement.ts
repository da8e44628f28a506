import { JujuError } from '../../errors';
import type * as wire from '../../juju/wire-types';

const machineId = /^\d+(?:\/[a-z]+\/\d+)*$/;
const containerType = /^(?:lxd|kvm)$/;

/**
 * Places for units, as Juju's `--to` takes them: `3`, `0/lxd/1`, `lxd` (a new container on a new machine), `lxd:3`,
 * `zone=a`, several with commas.
 *
 * @param modelUuid - places that only the cloud understands are addressed to the model
 * @throws JujuError for a text that is no place
 * @internal
 */
export function placements(to: string | readonly string[] | undefined, modelUuid: string): wire.Placement[] {
  const texts: readonly unknown[] = typeof to === 'string' ? to.split(',') : (to ?? []);
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) {
    throw new TypeError(
      `to must be a place such as '3' or 'lxd:3', or a list of such; got ${JSON.stringify(to)}`,
    );
  }
  return texts.map((text) => placement(text.trim(), modelUuid));
}

function placement(text: string, modelUuid: string): wire.Placement {
  if (machineId.test(text)) return { scope: '#', directive: text };
  if (containerType.test(text)) return { scope: text, directive: '' };
  const [scope = '', directive = ''] = split(text);
  if (containerType.test(scope) && machineId.test(directive)) return { scope, directive };
  if (text === '' || scope === 'lxc' || containerType.test(scope)) {
    throw new JujuError(
      `"${text}" is no place for a unit. Give a machine ("3"), a container ("lxd", "lxd:3", "0/lxd/1"), ` +
        'or what the cloud understands ("zone=a").',
      { code: 'not valid' },
    );
  }
  return { scope: modelUuid, directive: text };
}

function split(text: string): string[] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}
