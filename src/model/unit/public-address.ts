import { JujuError } from '../../errors';
import { type CallLimits, leftOf } from '../calls/call-limits';
import { EntityNotFoundError } from '../errors';
import type { ModelCore } from '../model-core';
import { unitInfo } from './unit-info';

/**
 * The address at which a unit is reached from outside: what the status shows now, else what `show-unit` would; of a pod
 * its own, where it has no other.
 *
 * @throws JujuError with the code `no address set` where it has none yet
 * @internal
 */
export async function publicAddressOf(core: ModelCore, unit: string, limits: CallLimits): Promise<string> {
  const left = leftOf(limits, core.clock);
  const { units } = await core.refresh(left());
  const status = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (!status) throw new EntityNotFoundError(`The unit "${unit}" is no longer in ${core.fullName}`);
  if (status.publicAddress !== '') return status.publicAddress;
  const info = await unitInfo(core, unit, left());
  const address = [info['public-address'], info.address, status.address].find(isAddress);
  if (address !== undefined) return address;
  throw new JujuError(
    `${unit} in ${core.fullName} has no address yet. Wait for it first, with waitForIdle for instance.`,
    { code: 'no address set' },
  );
}

function isAddress(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
