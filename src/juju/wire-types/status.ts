import type * as Client from '@canonical/jujulib/dist/api/facades/client/ClientV8.js' with {
  'resolution-mode': 'import',
};
import type { Amend, FromGo } from './from-go';

// Client 6 to 8.

/** @internal */
export type ApplicationOfferStatus = FromGo<Client.ApplicationOfferStatus>;
/** @internal */
export type BranchStatus = FromGo<Client.BranchStatus>;
/** @internal */
export type DetailedStatus = FromGo<Client.DetailedStatus>;
/** @internal */
export type EndpointStatus = FromGo<Client.EndpointStatus>;
/** @internal */
export type FilesystemAttachmentDetails = FromGo<Client.FilesystemAttachmentDetails>;
/** @internal */
export type FilesystemAttachmentInfo = FromGo<Client.FilesystemAttachmentInfo>;
/** @internal */
export type FilesystemDetails = FromGo<Client.FilesystemDetails>;
/** @internal */
export type FilesystemInfo = FromGo<Client.FilesystemInfo>;
/** @internal */
export type History = FromGo<Client.History>;
/** @internal */
export type LXDProfile = FromGo<Client.LXDProfile>;
/** @internal */
export type MachineStatus = FromGo<Client.MachineStatus>;
/** @internal */
export type NetworkInterface = FromGo<Client.NetworkInterface>;
/** @internal */
export type RelationStatus = FromGo<Client.RelationStatus>;
/** @internal */
export type RemoteApplicationStatus = FromGo<Client.RemoteApplicationStatus>;
/** @internal */
export type StatusHistoryFilter = FromGo<Client.StatusHistoryFilter>;
/** @internal */
export type StatusHistoryRequest = FromGo<Client.StatusHistoryRequest>;
/** @internal */
export type StatusHistoryRequests = FromGo<Client.StatusHistoryRequests>;
/** @internal */
export type StatusHistoryResult = FromGo<Client.StatusHistoryResult>;
/** @internal */
export type StatusHistoryResults = FromGo<Client.StatusHistoryResults>;
/** @internal */
export type StatusParams = FromGo<Client.StatusParams>;
/** @internal */
export type StorageAttachmentDetails = FromGo<Client.StorageAttachmentDetails>;
/** @internal */
export type StorageDetails = FromGo<Client.StorageDetails>;
/** @internal */
export type UnitStatus = FromGo<Client.UnitStatus>;
/** @internal */
export type VolumeAttachmentDetails = FromGo<Client.VolumeAttachmentDetails>;
/** @internal */
export type VolumeAttachmentInfo = FromGo<Client.VolumeAttachmentInfo>;
/** @internal */
export type VolumeAttachmentPlanInfo = FromGo<Client.VolumeAttachmentPlanInfo>;
/** @internal */
export type VolumeDetails = FromGo<Client.VolumeDetails>;
/** @internal */
export type VolumeInfo = FromGo<Client.VolumeInfo>;

/** Juju 3.6 only. @internal */
export interface MeterStatus {
  color: string;
  message: string;
}

/** `sla` and `meter-status` are of Juju 3.6. @internal */
export type ModelStatusInfo = FromGo<Client.ModelStatusInfo> & {
  'meter-status'?: MeterStatus | undefined;
  sla?: string | undefined;
};

/** `meter-statuses` is of Juju 3.6. @internal */
export type ApplicationStatus = FromGo<Client.ApplicationStatus> & {
  'meter-statuses'?: Record<string, MeterStatus> | null | undefined;
};

/** @internal */
export type FullStatus = Amend<
  FromGo<Client.FullStatus>,
  { model: ModelStatusInfo; applications: Record<string, ApplicationStatus> | null }
>;
