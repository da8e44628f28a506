import { expectTypeOf } from 'expect-type';

import type {
  CallLimits,
  CommandArgument,
  CommandResult,
  Controller,
  EmbeddedOptions,
  FastForward,
  FastForwardOptions,
  ForgetModelOptions,
  JestOperatorOptions,
  Model,
  ModelContext,
  ModelKeep,
  ModelState,
  OpsTest,
  RunOptions,
  TrackModelOptions,
} from '../../src/index';
import type { EmbeddedController } from '../../src/embedded';

test('opsTest is there in every test file', () => {
  expectTypeOf<typeof opsTest>().toExtend<OpsTest>();
  expectTypeOf<(typeof opsTest)['embedded']>().toEqualTypeOf<EmbeddedController | undefined>();
});

test('it has the model, the models, and where they are', () => {
  expectTypeOf<OpsTest['model']>().toEqualTypeOf<Model>();
  expectTypeOf<OpsTest['models']>().toEqualTypeOf<ReadonlyMap<string, ModelState>>();
  expectTypeOf<OpsTest['controller']>().toEqualTypeOf<Controller>();
  expectTypeOf<OpsTest['controllerName' | 'tmpPath' | 'defaultModelName']>().toEqualTypeOf<string>();
  expectTypeOf<OpsTest['modelName' | 'modelFullName' | 'cloudName' | 'currentAlias']>().toEqualTypeOf<
    string | undefined
  >();
});

test('models are tracked, used and forgotten by their alias', () => {
  expectTypeOf<OpsTest['trackModel']>().parameters.toEqualTypeOf<
    [alias: string, options?: TrackModelOptions | undefined]
  >();
  expectTypeOf<OpsTest['trackModel']>().returns.resolves.toEqualTypeOf<Model>();
  expectTypeOf<OpsTest['forgetModel']>().parameters.toEqualTypeOf<
    [alias?: string | undefined, options?: ForgetModelOptions | undefined]
  >();
  const contexts = (ops: OpsTest) => ({
    handle: ops.modelContext('other'),
    inside: ops.modelContext('other', (model) => model.name),
    fast: ops.fastForward(),
    fastInside: ops.fastForward({ fastInterval: '10s' }, () => Promise.resolve(7)),
  });
  type Contexts = ReturnType<typeof contexts>;
  expectTypeOf(contexts).parameters.toEqualTypeOf<[ops: OpsTest]>();
  expectTypeOf<Contexts['handle']>().toEqualTypeOf<ModelContext>();
  expectTypeOf<ModelContext>().toExtend<Disposable>();
  expectTypeOf<Contexts['inside']>().resolves.toEqualTypeOf<string>();
  expectTypeOf<Contexts['fast']>().resolves.toEqualTypeOf<FastForward>();
  expectTypeOf<FastForward>().toExtend<AsyncDisposable>();
  expectTypeOf<Contexts['fastInside']>().resolves.toEqualTypeOf<number>();
  expectTypeOf<{ fastInterval: '10s' }>().toExtend<FastForwardOptions>();
  expectTypeOf<(typeof ModelKeep)['ALWAYS']>().toExtend<string>();
});

test('a command takes its arguments one by one, then options', () => {
  const commands = (ops: OpsTest) => [
    ops.run('ls', '-l', { cwd: '/' }),
    ops.juju('status', '--format=json'),
    ops.juju('ssh', 'web/0', 7, { timeout: '1m', check: true }),
  ];
  expectTypeOf(commands).returns.items.resolves.toEqualTypeOf<CommandResult>();
  expectTypeOf<string | number>().toExtend<CommandArgument>();
  expectTypeOf<{ cwd: string }>().toExtend<RunOptions>();
  expectTypeOf<CommandResult['exitCode']>().toEqualTypeOf<number>();
  expectTypeOf<OpsTest['logModel']>().parameters.toEqualTypeOf<[limits?: CallLimits | undefined]>();
  expectTypeOf<OpsTest['abort']>().returns.toEqualTypeOf<never>();
});

test('the options have their types for a configuration in TypeScript', () => {
  expectTypeOf<{ embedded: true; keepModels: false }>().toExtend<JestOperatorOptions>();
  expectTypeOf<{ juju: '4.0'; timeScale: number }>().toExtend<EmbeddedOptions>();
  expectTypeOf<{ keepModels: 'yes' }>().not.toExtend<JestOperatorOptions>();
});
