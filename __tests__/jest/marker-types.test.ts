import type { describe as describeOfJest, test as testOfJest } from '@jest/globals';

import type { EmbeddedController } from '../../src/embedded';
import type { describe as describeOfPackage, OpsTest, test as testOfPackage } from '../../src/index';

/** `true` for types that are the same, so that an array of it is a claim that the compiler checks. */
type Same<A, B> = Is<Exactly<A>, Exactly<B>>;
type Is<A, B> = A extends B ? true : false;
/** Takes and gives, so that only the very same type will do. */
type Exactly<T> = (value: T) => T;

type Test = typeof test;
type Describe = typeof describe;
type Defines = (name: string, body: () => undefined) => void;

test('the globals of @types/jest have the markers, in any order', () => {
  const claims: [
    Same<Test['abortOnFail']['skipIfDeployed']['only']['abortOnFail'], jest.It>,
    Same<Test['failing']['abortOnFail']['each'], jest.Each>,
    Same<Test['concurrent']['skipIfDeployed'], jest.It>,
    Same<Describe['skipIfDeployed']['only']['abortOnFail']['each'], jest.Each>,
  ] = [true, true, true, true];
  expect(claims).not.toContain(false);
});

test('those of @jest/globals have them too', () => {
  const claims: [
    Same<typeof testOfJest.abortOnFail, typeof testOfJest>,
    Is<typeof testOfJest.only.abortOnFail.skipIfDeployed, Defines>,
    Is<typeof describeOfJest.skipIfDeployed.abortOnFail, Defines>,
  ] = [true, true, true];
  expect(claims).not.toContain(false);
});

test('those of the package have them, with the rows of their tables', () => {
  type Marked = typeof testOfPackage.abortOnFail.only.skipIfDeployed;
  const claims: [
    Is<Marked, Defines>,
    Same<Marked['each'], typeof testOfJest.only.each>,
    Is<typeof describeOfPackage.skip.abortOnFail, Defines>,
    Is<'nope', keyof typeof testOfPackage>,
  ] = [true, true, true, false];
  expect(claims).toHaveLength(4);
});

test('opsTest is an OpsTest, with the embedded controller if there is one', () => {
  const claims: [Is<typeof opsTest, OpsTest>, Same<typeof opsTest.embedded, EmbeddedController | undefined>] =
    [true, true];
  expect(claims).not.toContain(false);
});
