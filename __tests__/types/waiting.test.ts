import { expectTypeOf } from 'expect-type';

import type {
  and,
  allActive,
  allAgentsIdle,
  allBlocked,
  allError,
  allMaintenance,
  allWaiting,
  anyActive,
  anyBlocked,
  anyError,
  anyMaintenance,
  anyWaiting,
  ApplicationStatus,
  appStatus,
  BlockUntilOptions,
  ChangedKind,
  ChangesOptions,
  ChangeType,
  gone,
  leader,
  Model,
  ModelEvent,
  ModelEvents,
  not,
  or,
  Predicate,
  Reason,
  related,
  Status,
  StatusChange,
  StatusPredicate,
  Truthy,
  unitCount,
  unitStatus,
  UnitStatus,
  Verdict,
  WaitForIdleOptions,
  WaitOptions,
  WorkloadStatus,
} from '../../src/index';

test('waitForIdle takes one application or several, one status or several, and resolves with the status', () => {
  expectTypeOf<Model['waitForIdle']>().parameters.toEqualTypeOf<[options?: WaitForIdleOptions | undefined]>();
  expectTypeOf<Model['waitForIdle']>().returns.resolves.toEqualTypeOf<Status>();
  expectTypeOf<{ apps: 'web'; status: 'active' }>().toExtend<WaitForIdleOptions>();
  expectTypeOf<{
    apps: string[];
    status: ['active', 'blocked'];
    timeout: number;
  }>().toExtend<WaitForIdleOptions>();
  expectTypeOf<{ waitForExactUnits: { web: number }; idlePeriod: '5s' }>().toExtend<WaitForIdleOptions>();
  expectTypeOf<{ status: 'activ' }>().not.toExtend<WaitForIdleOptions>();
  expectTypeOf<{ timeout: Date }>().not.toExtend<WaitForIdleOptions>();
});

test('wait takes a function of the status that answers true, false or a verdict, now or later', () => {
  expectTypeOf<Model['wait']>().parameters.toEqualTypeOf<
    [ready: Predicate, options?: WaitOptions | undefined]
  >();
  expectTypeOf<Model['wait']>().returns.resolves.toEqualTypeOf<Status>();
  expectTypeOf<(status: Status) => boolean>().toExtend<Predicate>();
  expectTypeOf<() => Promise<Verdict>>().toExtend<Predicate>();
  expectTypeOf<(status: Status) => number>().not.toExtend<Predicate>();
  expectTypeOf<(status: Status) => undefined>().not.toExtend<Predicate>();
  expectTypeOf<Verdict['reasons']>().toEqualTypeOf<readonly Reason[]>();
  expectTypeOf<WaitOptions['error']>().toEqualTypeOf<Predicate | undefined>();
});

test('the ready-made predicates are predicates, and answer at once', () => {
  expectTypeOf<StatusPredicate>().toExtend<Predicate>();
  expectTypeOf<StatusPredicate>().returns.toEqualTypeOf<Verdict>();
  expectTypeOf<StatusPredicate['label']>().toEqualTypeOf<string>();
  type OfApps =
    | typeof allActive
    | typeof allAgentsIdle
    | typeof allBlocked
    | typeof allError
    | typeof allMaintenance
    | typeof allWaiting
    | typeof anyActive
    | typeof anyBlocked
    | typeof anyError
    | typeof anyMaintenance
    | typeof anyWaiting
    | typeof gone;
  expectTypeOf<OfApps>().toEqualTypeOf<(...names: string[]) => StatusPredicate>();
  expectTypeOf<typeof unitCount>().parameters.toEqualTypeOf<[counts: Readonly<Record<string, number>>]>();
  expectTypeOf<typeof appStatus | typeof unitStatus>().toEqualTypeOf<
    (
      name: string,
      status: WorkloadStatus | readonly WorkloadStatus[],
      message?: string | RegExp,
    ) => StatusPredicate
  >();
  expectTypeOf<typeof leader>().toEqualTypeOf<(app: string) => StatusPredicate>();
  expectTypeOf<typeof related>().toEqualTypeOf<(one: string, other: string) => StatusPredicate>();
  expectTypeOf<typeof and | typeof or>().toEqualTypeOf<(...predicates: readonly Predicate[]) => Predicate>();
  expectTypeOf<typeof not>().toEqualTypeOf<(predicate: Predicate) => Predicate>();
});

test('blockUntil resolves with what the condition answered, which is true of it', () => {
  const waits = ({ blockUntil }: { blockUntil: Model['blockUntil'] }) => ({
    found: blockUntil(() => [1, 2].find((number) => number > 1)),
    later: blockUntil(() => Promise.resolve<string | null>('open'), { label: 'the port' }),
    flag: blockUntil((): boolean => true),
  });

  type Waits = ReturnType<typeof waits>;
  expectTypeOf(waits).parameters.toExtend<[object]>();
  expectTypeOf<Waits['found']>().resolves.toEqualTypeOf<number>();
  expectTypeOf<Waits['later']>().resolves.toEqualTypeOf<string>();
  expectTypeOf<Waits['flag']>().resolves.toEqualTypeOf<true>();
  expectTypeOf<Truthy<string | 0 | undefined>>().toEqualTypeOf<string>();
  expectTypeOf<{ label: string; timeout: '5m'; checkFrequency: 500 }>().toExtend<BlockUntilOptions>();
});

test('an event tells its listener what kind of thing it is about', () => {
  expectTypeOf<'unit:added' | 'model:changed' | 'offer:removed' | 'reconnected'>().toExtend<ModelEvent>();
  expectTypeOf<'unit:gone'>().not.toExtend<ModelEvent>();
  expectTypeOf<ModelEvents['unit:changed']>().parameters.toEqualTypeOf<
    [change: StatusChange<'unit'>, status: Status]
  >();
  expectTypeOf<ModelEvents['disconnected' | 'lost']>().parameters.toEqualTypeOf<[reason: Error]>();
  expectTypeOf<ModelEvents['reconnected']>().parameters.toEqualTypeOf<[]>();
  expectTypeOf<Model['on']>().returns.toEqualTypeOf<Disposable>();
  expectTypeOf<StatusChange<'unit'>['after']>().toEqualTypeOf<UnitStatus | undefined>();
});

test('changes are told apart by their kind', () => {
  expectTypeOf<Model['changes']>().parameters.toEqualTypeOf<[options?: ChangesOptions | undefined]>();
  expectTypeOf<Model['changes']>().returns.toEqualTypeOf<AsyncIterable<StatusChange>>();
  expectTypeOf<StatusChange['kind']>().toEqualTypeOf<ChangedKind>();
  expectTypeOf<StatusChange['change']>().toEqualTypeOf<ChangeType>();
  expectTypeOf<Extract<StatusChange, { kind: 'application' }>['before']>().toEqualTypeOf<
    ApplicationStatus | undefined
  >();
});
