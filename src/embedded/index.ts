/**
 * The embedded controller: a Juju controller in this process, for tests of charms and of Juju clients that need nothing
 * installed. This is the entry `jest-operator/embedded`.
 *
 * @packageDocumentation
 */
export type {
  HostCommandCall,
  HostCommandHandler,
  HostCommandResult,
  HostCommands,
  HostCommandsOption,
} from './agent/isolation/host-commands';
export type { IsolationChoice } from './agent/isolation/isolation-choice';
export type { CharmSource, ExecuteOptions } from './agent/process/execute-options';
export { charm } from './agent/scripted/charm-script';
export type {
  ActionHandler,
  ActionResults,
  CharmScript,
  ExecHandler,
  ExecResult,
  HookHandler,
} from './agent/scripted/charm-script';
export type { CharmDeclaration, DeclaredEndpoint, DeclaredOption } from './agent/scripted/charm-declaration';
export type { ActionContext, ScriptContext, SettableStatus } from './agent/scripted/script-context';
export type { ScriptRelation } from './agent/scripted/script-relation';
export type { ScriptSecrets, SecretRef } from './agent/scripted/script-secrets';
export type {
  WorkloadCommand,
  WorkloadCommands,
  WorkloadHandler,
  WorkloadResult,
} from './agent/pebble/exec-sessions';
export type { ContainerPebble } from './agent/pebble/container-pebble';
export { certificateAuthority } from './agent/stand-ins/certificate-authority';
export type { CertificateAuthorityOptions } from './agent/stand-ins/certificate-authority';
export { database } from './agent/stand-ins/database';
export type { DatabaseOptions } from './agent/stand-ins/database';
export { ingress } from './agent/stand-ins/ingress';
export type { IngressOptions } from './agent/stand-ins/ingress';
export { prometheus } from './agent/stand-ins/prometheus';
export type { PrometheusOptions } from './agent/stand-ins/prometheus';
export type { StandInOptions } from './agent/stand-ins/stand-in-options';
export { ApiError } from './api-error';
export type { Charm, CharmContents, CharmMeta } from './charm/charm';
export { readCharmDirectory } from './charm/read-charm';
export type { Charmhub } from './charmhub/charmhub';
export type { CharmhubBundle, CharmhubEntry, CharmhubRelease, CharmhubResource } from './charmhub/options';
export { EmbeddedController } from './embedded-controller';
export type { EmbeddedControllerOptions } from './embedded-options';
export type { HookState } from './engine/hook-context/hook-state';
export type { HookFault, ProvisioningFault } from './engine/faults';
export type { CallFaultOptions, DropOptions, Faults, HangOptions, MethodFailure } from './server/faults';
export type { Action, ActionStatus, Operation } from './state/action-entities';
export type { Change, ChangeHub, ChangeKind } from './state/change-hub';
export type { Cloud, CloudCredential, User } from './state/cloud-entities';
export type { ControllerState } from './state/controller-state';
export type { DebugLog, LogEntry, LogLevel } from './state/debug-log';
export type { Application, Block, Life, Resource, Unit } from './state/entities';
export type { Machine } from './state/machine-entities';
export type { Model } from './state/model';
export type { ModelConfig } from './state/model-config';
export type { JujuSeries } from './state/profile';
export type { Relation } from './state/relation-entities';
export type { Secret } from './state/secret-entities';
export type { StatusEntry, StatusView } from './state/status-record';
export type { StorageInstance } from './state/storage-entities';
