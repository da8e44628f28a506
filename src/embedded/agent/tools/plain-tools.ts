import type { HookTool } from './hook-tool';
import { actionFail } from './action-fail';
import { actionGet } from './action-get';
import { actionLog } from './action-log';
import { actionSet } from './action-set';
import { applicationVersionSet } from './application-version-set';
import { closePort, openPort } from './change-port';
import { configGet } from './config-get';
import { credentialGet } from './credential-get';
import { isLeader } from './is-leader';
import { jujuLog } from './juju-log';
import { jujuReboot } from './juju-reboot';
import { leaderGet } from './leader-get';
import { leaderSet } from './leader-set';
import { openedPorts } from './opened-ports';
import { payloadRegister } from './payload-register';
import { payloadStatusSet } from './payload-status-set';
import { payloadUnregister } from './payload-unregister';
import { podSpecTools } from './pod-spec-tools';
import { resourceGet } from './resource-get';
import { stateDelete } from './state-delete';
import { stateGet } from './state-get';
import { stateSet } from './state-set';
import { statusGet } from './status-get';
import { statusSet } from './status-set';
import { unitGet } from './unit-get';

/** The tools about the unit, its application and its actions that both Jujus have. @internal */
export const plainTools: readonly HookTool[] = [
  actionFail,
  actionGet,
  actionLog,
  actionSet,
  applicationVersionSet,
  closePort,
  configGet,
  credentialGet,
  isLeader,
  jujuLog,
  jujuReboot,
  openPort,
  openedPorts,
  resourceGet,
  stateDelete,
  stateGet,
  stateSet,
  statusGet,
  statusSet,
  unitGet,
];

/** Those that went with Juju 4. @internal */
export const legacyTools: readonly HookTool[] = [
  leaderGet,
  leaderSet,
  payloadRegister,
  payloadStatusSet,
  payloadUnregister,
  ...podSpecTools,
];
