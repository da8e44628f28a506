import type { test as testOfJest, describe as describeOfJest } from '@jest/globals';
import { expectTypeOf } from 'expect-type';

import type { EmbeddedController } from '../../src/embedded';
import type { describe as describeOfPackage, OpsTest, test as testOfPackage } from '../../src/index';

// The compiler checks these; that they run shows no more than that the names are there.

test('the globals of @types/jest have the markers, in any order', () => {
  type Test = typeof test;
  type Describe = typeof describe;
  expectTypeOf<Test['abortOnFail']['skipIfDeployed']['only']['abortOnFail']>().toEqualTypeOf<jest.It>();
  expectTypeOf<Test['failing']['abortOnFail']['each']>().toEqualTypeOf<jest.Each>();
  expectTypeOf<Test['concurrent']['skipIfDeployed']>().toEqualTypeOf<jest.It>();
  expectTypeOf<Describe['skipIfDeployed']['only']['abortOnFail']['each']>().toEqualTypeOf<jest.Each>();
  expect(test).toBeDefined();
});

test('those of @jest/globals have them too', () => {
  expectTypeOf<typeof testOfJest.abortOnFail>().toEqualTypeOf<typeof testOfJest>();
  expectTypeOf<typeof testOfJest.only.abortOnFail.skipIfDeployed>().toBeCallableWith('name', () => undefined);
  expectTypeOf<typeof describeOfJest.skipIfDeployed.abortOnFail>().toBeCallableWith('name', () => undefined);
  expect(test).toBeDefined();
});

test('those of the package have them, with the rows of their tables', () => {
  type Marked = typeof testOfPackage.abortOnFail.only.skipIfDeployed;
  expectTypeOf<Marked>().toBeCallableWith('name', async () => Promise.resolve());
  expectTypeOf<Marked['each']>().toEqualTypeOf<typeof testOfJest.only.each>();
  expectTypeOf<typeof describeOfPackage.skip.abortOnFail>().toBeCallableWith('name', () => undefined);
  expectTypeOf<typeof testOfPackage>().not.toHaveProperty('nope');
  expect(test).toBeDefined();
});

test('opsTest is an OpsTest, with the embedded controller if there is one', () => {
  expectTypeOf<typeof opsTest>().toExtend<OpsTest>();
  expectTypeOf<typeof opsTest.embedded>().toEqualTypeOf<EmbeddedController | undefined>();
  expect(test).toBeDefined();
});
