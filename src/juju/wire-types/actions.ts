import type * as ActionFacade from '@canonical/jujulib/dist/api/facades/action/ActionV7.js' with {
  'resolution-mode': 'import',
};
import type { Amend, FromGo } from './from-go';

// Action 7, the same in Juju 3.6 and 4.0.

/** @internal */
export type Action = FromGo<ActionFacade.Action>;
/** @internal */
export type ActionMessage = FromGo<ActionFacade.ActionMessage>;
/** @internal */
export type ActionResult = FromGo<ActionFacade.ActionResult>;
/** @internal */
export type ActionResults = FromGo<ActionFacade.ActionResults>;
/** @internal */
export type ActionSpec = FromGo<ActionFacade.ActionSpec>;
/** @internal */
export type Actions = FromGo<ActionFacade.Actions>;
/** @internal */
export type ApplicationCharmActionsResult = FromGo<ActionFacade.ApplicationCharmActionsResult>;
/** @internal */
export type ApplicationsCharmActionsResults = FromGo<ActionFacade.ApplicationsCharmActionsResults>;
/** @internal */
export type EnqueuedActions = FromGo<ActionFacade.EnqueuedActions>;
/** @internal */
export type OperationQueryArgs = FromGo<ActionFacade.OperationQueryArgs>;
/** @internal */
export type OperationResult = FromGo<ActionFacade.OperationResult>;
/** @internal */
export type OperationResults = FromGo<ActionFacade.OperationResults>;

/** `workload-context` is of Juju 3.6. `timeout` is in nanoseconds. @internal */
export type RunParams = Amend<FromGo<ActionFacade.RunParams>, { 'workload-context'?: boolean | undefined }>;
