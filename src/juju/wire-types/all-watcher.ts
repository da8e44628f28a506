import type { Address, CharmRelation, ConstraintsValue, HardwareCharacteristics } from './common';
import type { ModelSLAInfo } from './models';

// AllWatcher v3: Juju 3.6 only. jujulib knows its deltas only as `unknown`.

interface OfModel {
  'model-uuid': string;
}

/** @internal */
export interface StatusInfo {
  err?: unknown;
  current: string;
  message: string;
  since?: string | undefined;
  version: string;
  data?: Record<string, unknown> | undefined;
}

/** @internal */
export interface MachineInfo extends OfModel {
  id: string;
  'instance-id': string;
  'agent-status': StatusInfo;
  'instance-status': StatusInfo;
  life: string;
  config?: Record<string, unknown> | undefined;
  base: string;
  'container-type': string;
  'supported-containers': string[] | null;
  'supported-containers-known': boolean;
  'hardware-characteristics'?: HardwareCharacteristics | undefined;
  'charm-profiles'?: string[] | undefined;
  jobs: string[] | null;
  addresses: Address[] | null;
  'has-vote': boolean;
  'wants-vote': boolean;
  hostname?: string | undefined;
}

/** @internal */
export interface ApplicationInfo extends OfModel {
  name: string;
  exposed: boolean;
  'charm-url': string;
  'owner-tag': string;
  life: string;
  'min-units': number;
  constraints: ConstraintsValue;
  config?: Record<string, unknown> | undefined;
  subordinate: boolean;
  status: StatusInfo;
  'workload-version': string;
}

/** @internal */
export interface CharmInfo extends OfModel {
  'charm-url': string;
  'charm-version': string;
  life: string;
  profile: Record<string, unknown> | null;
  config?: Record<string, unknown> | undefined;
}

/** @internal */
export interface Port {
  protocol: string;
  number: number;
}

/** @internal */
export interface PortRange {
  'from-port': number;
  'to-port': number;
  protocol: string;
}

/** @internal */
export interface UnitInfo extends OfModel {
  name: string;
  application: string;
  base: string;
  'charm-url': string;
  life: string;
  'public-address': string;
  'private-address': string;
  'machine-id': string;
  ports: Port[] | null;
  'port-ranges': PortRange[] | null;
  principal: string;
  subordinate: boolean;
  'workload-status': StatusInfo;
  'agent-status': StatusInfo;
}

/** @internal */
export interface RelationEndpoint {
  'application-name': string;
  relation: CharmRelation;
}

/** @internal */
export interface RelationInfo extends OfModel {
  key: string;
  id: number;
  endpoints: RelationEndpoint[] | null;
}

/** @internal */
export interface RemoteApplicationUpdate extends OfModel {
  name: string;
  'offer-url': string;
  life: string;
  status: StatusInfo;
}

/** @internal */
export interface ApplicationOfferInfo extends OfModel {
  'offer-name': string;
  'offer-uuid': string;
  'application-name': string;
  'charm-name': string;
  'total-connected-count': number;
  'active-connected-count': number;
}

/** @internal */
export interface ActionInfo extends OfModel {
  id: string;
  receiver: string;
  name: string;
  parameters?: Record<string, unknown> | undefined;
  status: string;
  message: string;
  results?: Record<string, unknown> | undefined;
  enqueued: string;
  started: string;
  completed: string;
}

/** @internal */
export interface AnnotationInfo extends OfModel {
  tag: string;
  annotations: Record<string, string> | null;
}

/** @internal */
export interface BlockInfo extends OfModel {
  id: string;
  type: string;
  message: string;
  tag: string;
}

/** @internal */
export interface ModelUpdate extends OfModel {
  name: string;
  life: string;
  owner: string;
  'controller-uuid': string;
  'is-controller': boolean;
  config?: Record<string, unknown> | undefined;
  status: StatusInfo;
  constraints: ConstraintsValue;
  sla: ModelSLAInfo;
  type: string;
  cloud: string;
  'cloud-region': string;
  version: string;
}

/** @internal */
export interface BranchInfo extends OfModel {
  id: string;
  name: string;
  'assigned-units': Record<string, string[]> | null;
  'charm-config': Record<string, unknown[]> | null;
  created: number;
  'created-by': string;
  completed: number;
  'completed-by': string;
  'generation-id': number;
}

/** Which entity each kind of delta carries. @internal */
export interface WatchedEntities {
  action: ActionInfo;
  annotation: AnnotationInfo;
  application: ApplicationInfo;
  applicationOffer: ApplicationOfferInfo;
  block: BlockInfo;
  branch: BranchInfo;
  charm: CharmInfo;
  machine: MachineInfo;
  model: ModelUpdate;
  relation: RelationInfo;
  remoteApplication: RemoteApplicationUpdate;
  unit: UnitInfo;
}

/** `[kind, 'change' | 'remove', entity]`. @internal */
export type Delta = {
  [Kind in keyof WatchedEntities]: [Kind, 'change' | 'remove', WatchedEntities[Kind]];
}[keyof WatchedEntities];

/** @internal */
export interface AllWatcherNextResults {
  deltas: Delta[] | null;
}
