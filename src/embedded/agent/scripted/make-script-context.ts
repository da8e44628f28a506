import type { ActionContext, ScriptContext } from './script-context';
import type { AgentClock } from '../unit-agent';
import type { HookAction } from '../../engine/hook-context/hook-action';
import type { HookContext } from '../../engine/hook-context';
import { ScriptRelation } from './script-relation';
import { ScriptSecrets } from './script-secrets';
import { toMilliseconds } from '../../../duration';

/**
 * The context of a handler, over the hook tools.
 *
 * @internal
 */
export function makeScriptContext(
  context: HookContext,
  clock: AgentClock,
  signal: AbortSignal,
): ScriptContext {
  return Object.defineProperties(
    {},
    Object.getOwnPropertyDescriptors(facts(context, clock, signal)),
  ) as ScriptContext;
}

/** The same, for an action. @internal */
export function makeActionContext(
  context: HookContext,
  action: HookAction,
  clock: AgentClock,
  signal: AbortSignal,
): ActionContext {
  const own = {
    action: { id: action.id, name: action.name },
    params: action.parameters,
    setResults: (results: Readonly<Record<string, unknown>>) => action.setResults(results),
    actionLog: (message: string) => action.log(message),
    fail: (message?: string) => action.fail(message),
  };
  // Getters stay getters: config and leadership are looked up when they are asked for.
  return Object.defineProperties(
    own,
    Object.getOwnPropertyDescriptors(facts(context, clock, signal)),
  ) as ActionContext;
}

function facts(context: HookContext, clock: AgentClock, signal: AbortSignal): ScriptContext {
  const { hook, status, ports } = context;
  const relationOf = (id: number, endpoint: string) => new ScriptRelation(context, id, endpoint);
  return {
    unit: context.unit,
    app: context.application,
    model: context.model,
    machine: context.machine,
    principal: context.principal,
    hook: hook === undefined ? '' : context.name,
    relation:
      hook?.relationId === undefined
        ? undefined
        : relationOf(hook.relationId, context.name.replace(/-relation-[a-z]+$/, '')),
    ...aboutHook(context),
    secrets: new ScriptSecrets(context),
    state: context.state,
    signal,
    get config() {
      return context.config;
    },
    get isLeader() {
      return context.isLeader;
    },
    get plannedUnits() {
      return context.plannedUnits;
    },
    get address() {
      return context.network.bindAddress;
    },
    get status() {
      const { status: current, message } = status.unit;
      return { status: current, message };
    },
    setStatus: (value, message) => status.setUnit(value, message),
    setAppStatus: (value, message) => status.setApplication(value, message),
    relations: (endpoint) => context.relations.ids(endpoint).map((id) => relationOf(id, endpoint)),
    log: (message, level) => context.log(message, level),
    setWorkloadVersion: (version) => context.setWorkloadVersion(version),
    openPort: (port) => ports.open(String(port)),
    closePort: (port) => ports.close(String(port)),
    storages: (name) => context.storage.list(name),
    resource: (name) => context.resources.get(name),
    sleep: (duration) => clock.sleep(toMilliseconds(duration, 'sleep'), signal),
  };
}

type AboutHook = Pick<
  ScriptContext,
  'check' | 'departingUnit' | 'notice' | 'remoteApp' | 'remoteUnit' | 'secret' | 'storage' | 'workload'
>;

function aboutHook(context: HookContext): AboutHook {
  const { hook, storage } = context;
  const { secretUri, secretRevision = 0, storageId } = hook ?? {};
  const { noticeId, noticeType = '', noticeKey = '', checkName } = hook ?? {};
  return {
    remoteUnit: hook?.remoteUnit === '' ? undefined : hook?.remoteUnit,
    remoteApp: hook?.remoteApplication,
    departingUnit: hook?.departingUnit,
    workload: hook?.workload,
    check: checkName,
    notice:
      noticeId === undefined || checkName !== undefined
        ? undefined
        : { id: noticeId, type: noticeType, key: noticeKey },
    secret:
      secretUri === undefined
        ? undefined
        : { uri: secretUri, revision: secretRevision, label: context.secretLabel },
    storage: storageId === undefined ? undefined : { id: storageId, ...storage.get(storageId) },
  };
}
