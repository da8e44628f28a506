import type { User } from '../state/cloud-entities';
import type { ControllerState } from '../state/controller-state';
import type { Machine } from '../state/machine-entities';
import type { Model } from '../state/model';
import { entityStatus } from '../status/details';
import { hasAccess } from './permissions';
import { cloudTag, credentialTag, userTag } from './tags';
import { present } from './wire-values';

/** What depends on the version of the facade that asks. @internal */
export interface ModelInfoForm {
  /** Version 9 tells the default base of charms, and its series. */
  readonly withDefaultOs: boolean;
  /** Only `ModelInfo` tells of secrets and of whether the credential is valid. */
  readonly complete: boolean;
  /** The owner goes by `qualifier` instead of `owner-tag`. */
  readonly qualified: boolean;
}

/** Juju's `ModelInfo` of a model, as much of it as the user may see. @internal */
export function modelInfo(state: ControllerState, model: Model, user: User, form: ModelInfoForm): object {
  const mayWrite = hasAccess(user, model, 'write');
  const machines = machineInfos(model);
  return {
    name: model.name,
    type: model.type,
    uuid: model.uuid,
    'controller-uuid': state.uuid,
    'is-controller': model.isController,
    'provider-type': providerType(state, model),
    ...(form.withDefaultOs && defaultOs(model)),
    'cloud-tag': cloudTag(model.cloud),
    ...(model.region !== '' && { 'cloud-region': model.region }),
    ...credentialOf(state, model, form),
    ...ownerOf(model, form.qualified),
    life: model.life,
    status: entityStatus(model.status),
    users: modelUsers(state, model, user),
    machines: mayWrite && machines.length > 0 ? machines : null,
    'secret-backends': mayWrite && form.complete ? secretBackends(model) : null,
    ...(model.profile.series === '3.6' && { sla: { level: 'unsupported', owner: model.owner } }),
    'agent-version': model.agentVersion,
    'supported-features': supportedFeatures(model),
  };
}

/** Who a model belongs to: a user, or in Juju 4 a qualifier, which for a user's model is the user's name. @internal */
export function ownerOf(model: Model, qualified: boolean): object {
  return qualified ? { qualifier: model.owner } : { 'owner-tag': userTag(model.owner) };
}

/** @internal */
export function providerType(state: ControllerState, model: Model): string {
  return state.clouds.get(model.cloud)?.type ?? '';
}

/** The tag of the credential that a model uses, if any. @internal */
export function credentialOf(
  state: ControllerState,
  model: Model,
  form: Pick<ModelInfoForm, 'complete'>,
): object {
  if (model.credential === '') return {};
  const credential = state.credentials.find(model.cloud, model.owner, model.credential);
  return {
    'cloud-credential-tag': credentialTag(model.cloud, model.owner, model.credential),
    ...(form.complete && { 'cloud-credential-validity': credential?.valid ?? false }),
  };
}

/** Juju's default for charms is the latest long-term release, and so is ours. @internal */
export function defaultOs(model: Model): { 'default-series': string; 'default-base': string } {
  const configured = model.config.get('default-base');
  const base = typeof configured === 'string' && configured !== '' ? configured : 'ubuntu@24.04';
  return { 'default-series': seriesOfBase(base), 'default-base': `${base.replace(/\/stable$/, '')}/stable` };
}

/** `jammy` of `ubuntu@22.04`; `''` of a base that never had a series. @internal */
export function seriesOfBase(base: string): string {
  return seriesOf[base.replace(/\/.*$/, '')] ?? '';
}

const seriesOf: Readonly<Record<string, string>> = {
  'ubuntu@16.04': 'xenial',
  'ubuntu@18.04': 'bionic',
  'ubuntu@20.04': 'focal',
  'ubuntu@22.04': 'jammy',
  'ubuntu@24.04': 'noble',
};

function modelUsers(state: ControllerState, model: Model, asking: User): object[] {
  return [...model.access]
    .filter(([name]) => name === asking.name || hasAccess(asking, model, 'admin'))
    .map(([name, access]) => ({
      'model-tag': `model-${model.uuid}`,
      user: name,
      'display-name': state.users.has(name) ? state.users.get(name).displayName : '',
      'last-connection': model.lastConnections.get(name) ?? null,
      access,
    }));
}

/** The machines that are alive, as model lists show them. @internal */
export function machineInfos(model: Model): object[] {
  return [...model.machines.values()]
    .filter(({ life }) => life === 'alive')
    .map((machine) => ({
      id: machine.id,
      ...(machine.containerType === '' && machine.instanceId !== '' && { hardware: modelHardware(machine) }),
      ...(machine.instanceId !== '' && { 'instance-id': machine.instanceId }),
      ...(machine.displayName !== '' && { 'display-name': machine.displayName }),
      status: machine.agent.status,
      ...(machine.agent.message !== '' && { message: machine.agent.message }),
    }));
}

function modelHardware({ hardware }: Machine): object {
  return present({
    arch: hardware.arch,
    mem: hardware.mem,
    'root-disk': hardware.rootDisk,
    cores: hardware.cores,
    'cpu-power': hardware.cpuPower,
    tags: hardware.tags,
    'availability-zone': hardware.availabilityZone,
    'virt-type': hardware.virtType,
  });
}

function secretBackends(model: Model): object[] | null {
  if (model.secrets.size === 0) return null;
  const name = model.type === 'caas' ? `${model.name}-local` : 'internal';
  const type = model.type === 'caas' ? 'kubernetes' : 'controller';
  return [
    {
      result: { name, 'backend-type': type, config: null },
      id: '',
      'num-secrets': model.secrets.size,
      status: 'active',
    },
  ];
}

/** What charms can ask for in `assumes`. */
function supportedFeatures(model: Model): object[] {
  const juju = {
    name: 'juju',
    description: 'the version of Juju used by the model',
    version: model.agentVersion,
  };
  const k8s = {
    name: 'k8s-api',
    description:
      'the Kubernetes API lets charms query and manipulate the state of API objects in a Kubernetes cluster',
    version: '1.31.0',
  };
  return model.type === 'caas' ? [juju, k8s] : [juju];
}
