import type { expect as expectOfJest } from '@jest/globals';
import { expectTypeOf } from 'expect-type';

import type {
  Application,
  eventually,
  Expectations,
  Unit,
  WaitOptions,
  WorkloadStatus,
} from '../../src/index';

type Own = keyof Expectations<void>;
type OfJest = ReturnType<typeof expectOfJest<Application>>;

test('the expect of @types/jest has the matchers', () => {
  expectTypeOf<Own>().toExtend<keyof jest.Matchers<void, Application>>();
  expectTypeOf<jest.Matchers<void, Unit>['toBeLeader']>().toEqualTypeOf<() => void>();
  expectTypeOf<jest.Matchers<void, Unit>['toHaveConfig']>().returns.toEqualTypeOf<Promise<void>>();
  expectTypeOf<jest.JestMatchers<Application>['not']['toHaveUnits']>().toEqualTypeOf<
    (count: number) => void
  >();
});

test('so has that of @jest/globals', () => {
  expectTypeOf<Own>().toExtend<keyof OfJest>();
  expectTypeOf<OfJest['toBeActive']>().toEqualTypeOf<() => void>();
  expectTypeOf<OfJest['not']['toBeRelatedTo']>().parameters.toEqualTypeOf<
    [other: Application | string, endpoint?: string | undefined]
  >();
});

test('a status is one of those that charms have, a message a text or a pattern', () => {
  expectTypeOf<Expectations<void>['toHaveStatus']>().parameters.toEqualTypeOf<
    [status: WorkloadStatus | readonly WorkloadStatus[], message?: string | RegExp | undefined]
  >();
});

test('each matcher of eventually is to be awaited, in the negative too', () => {
  type Eventual = ReturnType<typeof eventually>;
  expectTypeOf<typeof eventually>().parameters.toEqualTypeOf<
    [subject: Application | Unit, options?: WaitOptions | undefined]
  >();
  expectTypeOf<ReturnType<Eventual[Own]>>().toEqualTypeOf<Promise<void>>();
  expectTypeOf<ReturnType<Eventual['not'][Own]>>().toEqualTypeOf<Promise<void>>();
});
