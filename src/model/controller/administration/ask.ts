import { onlyItemOf } from '../../../juju/bulk';
import type { FacadeCall } from '../../../juju/errors';
import type * as wire from '../../../juju/wire-types';
import { type CallLimits, deadlineOf } from '../../calls/call-limits';
import type { ControllerScene } from '../controller';

/** A call to a controller's own facades, within limits and as long as the running test lasts. @internal */
export function ask<R>(
  { session, settings }: ControllerScene,
  facade: string,
  request: string,
  params: object,
  limits: CallLimits,
): Promise<R> {
  return session.call<R>(facade, request, params, deadlineOf(limits, settings).next());
}

/** One that changes one thing. @internal */
export async function command(
  scene: ControllerScene,
  facade: string,
  request: string,
  params: object,
  limits: CallLimits,
): Promise<void> {
  const call = callOf(scene, facade, request);
  onlyItemOf(call, await ask<wire.ErrorResults>(scene, facade, request, params, limits));
}

/** @internal */
export function callOf({ session }: ControllerScene, facade: string, request: string): FacadeCall {
  return { facade, request, version: session.facadeVersion(facade) };
}
