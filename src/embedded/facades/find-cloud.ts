import { notFound } from '../api-error';
import type { Cloud } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';

/** The cloud, or `cloud "x" not found`. @internal */
export function findCloud(state: ControllerState, name: string): Cloud {
  const cloud = state.clouds.get(name);
  if (cloud === undefined) throw notFound(`cloud ${JSON.stringify(name)}`);
  return cloud;
}
