import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import type { HookContext } from '../../engine/hook-context';
import type { Model } from '../../state/model';
import type { Unit } from '../../state/entities';
import type { HookOperation } from '../unit-agent';
import type { UnitPaths } from './unit-paths';

/** What the environment of a hook is made of. @internal */
export interface EnvironmentSeed {
  readonly operation: HookOperation;
  readonly context: HookContext;
  readonly contextId: string;
  readonly model: Model;
  readonly unit: Unit;
  readonly paths: UnitPaths;
  readonly toolsFolder: string;
  /** Where the controller listens, `host:port`. */
  readonly apiAddresses: readonly string[];
  /** Where the charm finds the storage that the hook is about. */
  readonly storageLocation: (id: string) => string;
}

/**
 * The whole environment that Juju's agent gives to a hook, an action or a command. Of ours it has `PATH`, behind the hook
 * tools, and the addresses that Kubernetes gives to a pod.
 *
 * Juju 3.6 tells of the SLA; Juju 4.0 of where traces go.
 *
 * @internal
 */
export function hookEnvironment(seed: EnvironmentSeed): Record<string, string> {
  return {
    ...proxies(seed),
    ...kubernetes(),
    ...general(seed),
    ...aboutRelation(seed),
    ...aboutAction(seed),
    ...aboutHook(seed),
    ...aboutStorage(seed),
    ...dispatchPath(seed.operation),
    APT_LISTCHANGES_FRONTEND: 'none',
    DEBIAN_FRONTEND: 'noninteractive',
    LANG: 'C.UTF-8',
    TERM: 'tmux-256color',
    PATH: [seed.toolsFolder, ...commands(seed), process.env['PATH'] ?? ''].join(delimiter),
  };
}

function commands({ paths }: EnvironmentSeed): string[] {
  return existsSync(paths.commands) ? [paths.commands] : [];
}

function general(seed: EnvironmentSeed): Record<string, string> {
  const { context, model, paths, operation } = seed;
  return {
    CHARM_DIR: paths.charm,
    JUJU_CHARM_DIR: paths.charm,
    JUJU_CONTEXT_ID: seed.contextId,
    JUJU_HOOK_NAME: operation.kind === 'hook' ? operation.name : '',
    JUJU_AGENT_SOCKET_ADDRESS: paths.socket,
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_UNIT_NAME: context.unit,
    JUJU_MODEL_UUID: model.uuid,
    JUJU_MODEL_NAME: model.name,
    JUJU_API_ADDRESSES: seed.apiAddresses.join(' '),
    JUJU_MACHINE_ID: context.machine,
    JUJU_PRINCIPAL_UNIT: context.principal,
    JUJU_AVAILABILITY_ZONE: seed.unit.machine?.hardware.availabilityZone ?? '',
    JUJU_VERSION: model.profile.agentVersion,
    // Of a Kubernetes cluster, which there is none here.
    CLOUD_API_VERSION: '',
    JUJU_CHARM_HTTP_PROXY: model.config.text('juju-http-proxy'),
    JUJU_CHARM_HTTPS_PROXY: model.config.text('juju-https-proxy'),
    JUJU_CHARM_FTP_PROXY: model.config.text('juju-ftp-proxy'),
    JUJU_CHARM_NO_PROXY: model.config.text('juju-no-proxy'),
    ...ofSeries[model.profile.series],
  };
}

const ofSeries = {
  '3.6': { JUJU_SLA: 'unsupported' },
  '4.0': {
    JUJU_CHARM_TRACE_CONFIG_HTTP: '',
    JUJU_CHARM_TRACE_CONFIG_GRPC: '',
    JUJU_CHARM_TRACE_CONFIG_CA_CERT: '',
  },
} as const;

/** The settings of before `juju-http-proxy`: there only when one is set, each in small and in capital letters. */
function proxies({ model }: EnvironmentSeed): Record<string, string> {
  const text = (key: string) => model.config.text(key);
  const set = ['http', 'https', 'ftp'].filter((kind) => text(`${kind}-proxy`) !== '');
  if (set.length === 0) return {};
  const values = set.map((kind) => [`${kind}_proxy`, text(`${kind}-proxy`)] as const);
  const direct = [...new Set(text('no-proxy').split(','))].filter((host) => host !== '').toSorted();
  if (direct.length > 0) values.push(['no_proxy', direct.join(',')]);
  return Object.fromEntries(
    values.flatMap(([name, value]) => [
      [name, value],
      [name.toUpperCase(), value],
    ]),
  );
}

const kubernetesNames = [
  ...['PORT', 'PORT_443_TCP', 'PORT_443_TCP_ADDR', 'PORT_443_TCP_PORT', 'PORT_443_TCP_PROTO'],
  ...['SERVICE', 'SERVICE_HOST', 'SERVICE_PORT', 'SERVICE_PORT_HTTPS'],
].map((name) => `KUBERNETES_${name}`);

function kubernetes(): Record<string, string> {
  const { env } = process;
  const present = kubernetesNames.filter((name) => env[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, env[name] ?? '']));
}

function aboutRelation({ context, unit }: EnvironmentSeed): Record<string, string> {
  const { relationId, remoteUnit = '', remoteApplication, departingUnit = '' } = context.hook ?? {};
  if (relationId === undefined) return {};
  const endpoint = context.name.replace(/-relation-[a-z]+$/, '');
  return {
    JUJU_RELATION: endpoint,
    JUJU_RELATION_ID: `${endpoint}:${relationId}`,
    JUJU_REMOTE_UNIT: remoteUnit,
    JUJU_REMOTE_APP: remoteApplication ?? unit.application.name,
    ...(departingUnit !== '' && { JUJU_DEPARTING_UNIT: departingUnit }),
  };
}

function aboutAction({ operation }: EnvironmentSeed): Record<string, string> {
  if (operation.kind === 'hook') return {};
  const { id, name } = operation.action;
  return { JUJU_ACTION_NAME: name, JUJU_ACTION_UUID: id, JUJU_ACTION_TAG: `action-${id}` };
}

/** Only a hook about one revision says which. */
const tellsRevision = new Set(['secret-expired', 'secret-remove']);

function aboutHook({ context }: EnvironmentSeed): Record<string, string> {
  const { kind = '', workload, secretUri, secretRevision = 0 } = context.hook ?? {};
  if (workload !== undefined) return { JUJU_WORKLOAD_NAME: workload, ...aboutNotice(context) };
  if (secretUri === undefined) return {};
  return {
    JUJU_SECRET_ID: secretUri,
    JUJU_SECRET_LABEL: context.secretLabel,
    ...(tellsRevision.has(kind) && secretRevision > 0 && { JUJU_SECRET_REVISION: String(secretRevision) }),
  };
}

/** Of a check its name is told, and not the notice that brought it. */
function aboutNotice({ hook }: HookContext): Record<string, string> {
  if (hook?.checkName !== undefined) return { JUJU_PEBBLE_CHECK_NAME: hook.checkName };
  if (hook?.noticeId === undefined) return {};
  const { noticeId, noticeType = '', noticeKey = '' } = hook;
  return { JUJU_NOTICE_ID: noticeId, JUJU_NOTICE_TYPE: noticeType, JUJU_NOTICE_KEY: noticeKey };
}

function aboutStorage({ context, storageLocation }: EnvironmentSeed): Record<string, string> {
  const id = context.hook?.storageId;
  if (id === undefined) return {};
  const { kind } = context.storage.get(id);
  return {
    JUJU_STORAGE_ID: id,
    JUJU_STORAGE_LOCATION: storageLocation(id),
    JUJU_STORAGE_KIND: kind,
  };
}

function dispatchPath(operation: HookOperation): Record<string, string> {
  if (operation.kind === 'exec') return {};
  return { JUJU_DISPATCH_PATH: `${operation.kind === 'hook' ? 'hooks' : 'actions'}/${operation.name}` };
}
