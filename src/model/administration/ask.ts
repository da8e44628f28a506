import { onlyItemOf } from '../../juju/bulk';
import type { FacadeCall } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import { anySignal, type CallLimits, Deadline } from '../call-limits';
import type { ControllerScene } from '../controller';

/** A call to a controller's own facades, within limits and as long as the running test lasts. @internal */
export function ask<R>(
  { session, settings }: ControllerScene,
  facade: string,
  request: string,
  params: object,
  limits: CallLimits,
): Promise<R> {
  return session.call<R>(facade, request, params, deadlineOf(settings, limits).next());
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

/** The time that an operation has, which ends with the running test. @internal */
export function deadlineOf({ clock, signal }: ControllerScene['settings'], limits: CallLimits): Deadline {
  return new Deadline(clock, limits.timeout ?? Infinity, anySignal(limits.signal, signal()));
}
