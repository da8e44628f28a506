import { JujuError } from '../errors';
import type { CallLimits } from '../model/calls/call-limits';
import { checkKeys } from '../model/calls/check-keys';
import { CloudLeftOverError } from './errors';
import type { TrackedModel } from './model-state';
import type { Workplace } from './workplace';

/** A namespace is gone soon, or never. */
const ownCloudDestroyMs = 5 * 60_000;

/** How long a cloud may take to be removed when no model is on it any more. @internal */
export const cloudTimeoutMs = 60_000;

/** How long the destruction of a model may take where nobody says. @internal */
export function destroyTimeoutOf(
  { ownClouds, destroyTimeoutMs }: Workplace,
  { cloudName }: Pick<TrackedModel, 'cloudName'>,
): number {
  return ownClouds.has(cloudName) ? Math.min(ownCloudDestroyMs, destroyTimeoutMs) : destroyTimeoutMs;
}

/** @throws JujuError for a cloud that the file has not added @internal */
export function checkOwnCloud({ ownClouds }: Workplace, name: string, limits: CallLimits): void {
  checkKeys(limits, ['timeout', 'signal'], 'forgetCloud');
  if (ownClouds.has(name)) return;
  const known = [...ownClouds.keys()].join(', ');
  throw new JujuError(
    `${JSON.stringify(name)} is not in clouds: opsTest has added no cloud of that name` +
      (known === '' ? '. Add one with opsTest.addK8s()' : `; it has added ${known}`),
    { code: 'not found' },
  );
}

/**
 * Removes a cloud that the file has added, unless a model that is kept uses it.
 *
 * @throws JujuError where the controller refuses; the end of the file tries once more
 * @internal
 */
export async function forgetCloud(place: Workplace, name: string, limits: CallLimits): Promise<void> {
  const { controller, controllerName, host, ownClouds } = place;
  const id = ownClouds.get(name)?.id;
  const kept = (await controller.listModels(limits)).filter(({ cloud }) => cloud === name);
  if (kept.length > 0) {
    const models = kept.map(({ fullName }) => fullName).join(', ');
    if (id !== undefined) await host.journal.cloudKept(id, `it is still used by ${models}`);
    host.report(
      `The cloud "${name}" is kept, because it is still used by ${models}.\n` +
        `  remove it when they are gone: juju remove-cloud -c ${controllerName} ${name}`,
    );
  } else {
    await controller.removeCloud(name, limits);
    if (id !== undefined) await host.journal.cloudRemoved(id);
  }
  ownClouds.delete(name);
}

/** Removes all clouds that the file has added, newest first; whatever fails, the rest is tried. @internal */
export async function removeOwnClouds(place: Workplace, timeoutMs: number): Promise<Error[]> {
  const errors: Error[] = [];
  for (const name of [...place.ownClouds.keys()].reverse()) {
    try {
      await forgetCloud(place, name, { timeout: Math.min(timeoutMs, cloudTimeoutMs) });
    } catch (error) {
      const id = place.ownClouds.get(name)?.id;
      if (id !== undefined) await place.host.journal.cloudFailed(id, error as Error);
      const hint = `Remove it by hand: juju remove-cloud -c ${place.controllerName} ${name}`;
      errors.push(
        new CloudLeftOverError(`The cloud "${name}" is left over: ${(error as Error).message}. ${hint}`, {
          cause: error,
        }),
      );
    }
  }
  return errors;
}
