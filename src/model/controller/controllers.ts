import type { Session } from '../../juju/session';
import type { CallLimits } from '../calls/call-limits';

/** A controller: its name, as the `juju` client knows it, or what is connected to it. @public */
export type ControllerReference = string | { readonly name: string };

/** @internal */
export function nameOfController(controller: ControllerReference): string {
  const name: unknown = typeof controller === 'string' ? controller : controller.name;
  if (typeof name === 'string' && name !== '') return name;
  throw new TypeError(`A controller is named by a text, or given as a Controller; got ${typeof controller}`);
}

/** The controllers that a model can ask beside its own connection. @internal */
export interface Controllers {
  /** The model's own. */
  readonly own: Session;
  /** That of a name; it is connected once. */
  session(name: string, limits: CallLimits): Promise<Session>;
}
