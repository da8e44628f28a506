import { expectTypeOf } from 'expect-type';

import type {
  ActionHandle,
  ActionParams,
  ActionResult,
  AddModelOptions,
  AddUnitsOptions,
  Application,
  CallLimits,
  CharmSource,
  Cloud,
  ConfigInput,
  ConfigOption,
  ConstraintsInput,
  Controller,
  DebugLogOptions,
  DeployOptions,
  DestroyModelOptions,
  Duration,
  EntityMap,
  ExecOptions,
  ExecOnOptions,
  IntegrateOptions,
  LogEntry,
  Machine,
  Model,
  ModelConfig,
  ModelConfigOption,
  ModelInfo,
  ModelSummary,
  Relation,
  RelationEndpoint,
  RemoveOptions,
  RunActionOptions,
  Status,
  StatusInfo,
  Unit,
  WaitActionOptions,
} from '../../src/index';

test('a model tells what it is, and has its entities by name', () => {
  expectTypeOf<Model>().toExtend<AsyncDisposable>();
  expectTypeOf<Model['name' | 'uuid' | 'fullName']>().toEqualTypeOf<string>();
  expectTypeOf<Model['info']>().toEqualTypeOf<ModelInfo>();
  expectTypeOf<Model['lastStatus']>().toEqualTypeOf<Status>();
  expectTypeOf<Model['statusTable']>().returns.toEqualTypeOf<string>();
  expectTypeOf<Model['applications']>().toEqualTypeOf<EntityMap<Application>>();
  expectTypeOf<Model['units']>().toEqualTypeOf<EntityMap<Unit>>();
  expectTypeOf<Model['machines']>().toEqualTypeOf<EntityMap<Machine>>();
  expectTypeOf<Model['relations']>().toEqualTypeOf<readonly Relation[]>();
});

test('a map of entities is a map that is read only, and knows what must be there', () => {
  expectTypeOf<EntityMap<Unit>>().toExtend<ReadonlyMap<string, Unit>>();
  expectTypeOf<EntityMap<Unit>['get']>().returns.toEqualTypeOf<Unit | undefined>();
  expectTypeOf<EntityMap<Unit>['require']>().returns.toEqualTypeOf<Unit>();
  expectTypeOf<EntityMap<Unit>>().not.toHaveProperty('set');
});

test('a status is asked for with limits, typed or raw', () => {
  expectTypeOf<Model['status']>().parameters.toEqualTypeOf<[limits?: CallLimits | undefined]>();
  expectTypeOf<Model['status']>().returns.resolves.toEqualTypeOf<Status>();
  expectTypeOf<Model['rawStatus']>().returns.resolves.toEqualTypeOf<Readonly<Record<string, unknown>>>();
  expectTypeOf<Duration>().toEqualTypeOf<number | string>();
  expectTypeOf<CallLimits['signal']>().toEqualTypeOf<AbortSignal | undefined>();
});

test('commands of a model take names, then options', () => {
  expectTypeOf<Model['deploy']>().parameters.toEqualTypeOf<
    [charm: CharmSource, options?: DeployOptions | undefined]
  >();
  expectTypeOf<Model['deploy']>().returns.resolves.toEqualTypeOf<Application>();
  expectTypeOf<string | URL | { path: string }>().toExtend<CharmSource>();
  expectTypeOf<{
    config: { port: number; tls: false };
    units: 0;
    constraints: 'mem=2G';
  }>().toExtend<DeployOptions>();
  expectTypeOf<{ unit: 1 }>().not.toExtend<DeployOptions>();
  expectTypeOf<{ mem: string }>().toExtend<ConstraintsInput>();
  expectTypeOf<Model['integrate']>().parameters.toEqualTypeOf<
    [one: string, other: string, options?: IntegrateOptions | undefined]
  >();
  expectTypeOf<Model['integrate']>().returns.resolves.toEqualTypeOf<Relation>();
  expectTypeOf<Model['removeApplication' | 'removeUnits']>().parameters.toEqualTypeOf<
    [names: string | readonly string[], options?: RemoveOptions | undefined]
  >();
  expectTypeOf<Model['getConfig']>().returns.resolves.toEqualTypeOf<ModelConfig>();
  expectTypeOf<Model['getConfigDetails']>().returns.resolves.toEqualTypeOf<
    Readonly<Record<string, ModelConfigOption>>
  >();
  expectTypeOf<Model['setConfig']>().parameter(0).toEqualTypeOf<Readonly<Record<string, ConfigInput>>>();
  expectTypeOf<undefined | null>().not.toExtend<ConfigInput>();
  expectTypeOf<Model['exec']>().parameters.toEqualTypeOf<[command: string, on: ExecOnOptions]>();
  expectTypeOf<Model['exec']>().returns.resolves.toEqualTypeOf<Map<string, ActionResult>>();
  expectTypeOf<Model['debugLog']>().parameters.toEqualTypeOf<[options?: DebugLogOptions | undefined]>();
  expectTypeOf<Model['debugLog']>().returns.toEqualTypeOf<AsyncIterable<LogEntry>>();
});

test('an application has its status, its units, its config, and commands of its own', () => {
  expectTypeOf<Application['status']>().toEqualTypeOf<StatusInfo>();
  expectTypeOf<Application['units']>().toEqualTypeOf<readonly Unit[]>();
  expectTypeOf<Application['scale']>().toEqualTypeOf<number | undefined>();
  expectTypeOf<Application['leader']>().returns.resolves.toEqualTypeOf<Unit>();
  expectTypeOf<Application['getConfig']>().returns.resolves.toEqualTypeOf<
    Readonly<Record<string, unknown>>
  >();
  expectTypeOf<Application['getConfigDetails']>().returns.resolves.toEqualTypeOf<
    Readonly<Record<string, ConfigOption>>
  >();
  expectTypeOf<Application['addUnits']>().parameters.toEqualTypeOf<
    [count?: number | undefined, options?: AddUnitsOptions | undefined]
  >();
  expectTypeOf<Application['removeUnits']>()
    .parameter(0)
    .toEqualTypeOf<number | string | readonly string[]>();
  expectTypeOf<Application['exec']>().parameters.toEqualTypeOf<
    [command: string, options?: ExecOptions | undefined]
  >();
  expectTypeOf<Application>().not.toHaveProperty('run');
});

test('a unit runs actions and commands; an action that was started has a handle', () => {
  expectTypeOf<Unit['workloadStatus' | 'agentStatus']>().toEqualTypeOf<StatusInfo>();
  expectTypeOf<Unit['machine']>().toEqualTypeOf<Machine | undefined>();
  expectTypeOf<Unit['isLeader']>().toEqualTypeOf<boolean>();
  expectTypeOf<Unit['runAction']>().parameters.toEqualTypeOf<
    [name: string, params?: ActionParams | undefined, options?: RunActionOptions | undefined]
  >();
  expectTypeOf<Unit['runAction']>().returns.resolves.toEqualTypeOf<ActionResult>();
  expectTypeOf<Unit['startAction']>().returns.resolves.toEqualTypeOf<ActionHandle>();
  expectTypeOf<ActionHandle['wait']>().parameters.toEqualTypeOf<[options?: WaitActionOptions | undefined]>();
  expectTypeOf<ActionHandle['wait' | 'result']>().returns.resolves.toEqualTypeOf<ActionResult>();
  expectTypeOf<Unit['exec']>().returns.resolves.toEqualTypeOf<ActionResult>();
  expectTypeOf<Unit>().not.toHaveProperty('run');
});

test('a relation has its ends, a machine its units', () => {
  expectTypeOf<Relation['endpoints']>().toEqualTypeOf<readonly RelationEndpoint[]>();
  expectTypeOf<Relation['matches']>().toEqualTypeOf<(...ends: readonly string[]) => boolean>();
  expectTypeOf<Machine['units']>().toEqualTypeOf<readonly Unit[]>();
  expectTypeOf<Machine['hostname']>().toEqualTypeOf<string | undefined>();
});

test('a controller makes, lists, connects and destroys models', () => {
  expectTypeOf<Controller['addModel']>().parameters.toEqualTypeOf<
    [name: string, options?: AddModelOptions | undefined]
  >();
  expectTypeOf<Controller['addModel' | 'model']>().returns.resolves.toEqualTypeOf<Model>();
  expectTypeOf<Controller['listModels']>().returns.resolves.toEqualTypeOf<readonly ModelSummary[]>();
  expectTypeOf<Controller['destroyModel']>().parameter(1).toEqualTypeOf<DestroyModelOptions | undefined>();
  expectTypeOf<Controller['clouds']>().returns.resolves.toEqualTypeOf<readonly Cloud[]>();
});
