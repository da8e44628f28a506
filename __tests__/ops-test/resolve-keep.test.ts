import { ModelKeep } from '../../src/ops-test/model-keep';
import { keepingOf, resolveDestroyStorage, resolveKeep } from '../../src/ops-test/resolve-keep';

describe('keep matrix', () => {
  test.each([
    // wish, keepModels, existing → kept
    [undefined, false, false, false],
    [true, false, false, true],
    [false, false, false, false],
    [ModelKeep.ALWAYS, false, false, true],
    [ModelKeep.NEVER, false, false, false],
    [ModelKeep.IF_EXISTS, false, false, false],
    [undefined, true, false, true],
    [true, true, false, true],
    [false, true, false, true],
    [ModelKeep.ALWAYS, true, false, true],
    [ModelKeep.NEVER, true, false, false],
    [ModelKeep.IF_EXISTS, true, false, true],
    ['ALWAYS', true, false, true],
    ['ALWAYS', false, false, true],
    ['Never', true, false, false],
    ['IF-EXISTS', false, false, false],
    [null, false, true, true],
    [undefined, false, true, true],
    [true, false, true, true],
    [false, false, true, false],
    [false, true, true, true],
    [ModelKeep.ALWAYS, false, true, true],
    [ModelKeep.NEVER, false, true, false],
    [ModelKeep.NEVER, true, true, false],
    [ModelKeep.IF_EXISTS, false, true, true],
  ])('keep %p with keepModels %p, model there before %p: kept %p', (wish, keepModels, existing, kept) => {
    expect(resolveKeep(wish, { keepModels, existing })).toBe(kept);
  });

  test.each(['IF_EXISTS', 'sometimes', '', 1, {}])(
    'keep %p is refused, with the values there are',
    (wish) => {
      expect(() => resolveKeep(wish, { keepModels: false, existing: false })).toThrow(
        `keep must be true, false or one of 'never', 'always', 'if-exists' (see opsTest.ModelKeep); got ${JSON.stringify(wish)}`,
      );
    },
  );
});

describe("the same with keepModels 'on-failure'", () => {
  test.each([
    // wish, model there before → kept whatever happens, kept where something fails
    [undefined, false, false, true],
    [false, false, false, true],
    [true, false, true, false],
    [ModelKeep.ALWAYS, false, true, false],
    [ModelKeep.NEVER, false, false, false],
    [ModelKeep.NEVER, true, false, false],
    [ModelKeep.IF_EXISTS, false, false, true],
    [undefined, true, true, false],
    [false, true, false, true],
  ])('keep %p, model there before %p: kept %p, after a failure %p', (wish, existing, keep, keepOnFailure) => {
    expect(keepingOf(wish, { keepModels: 'on-failure', existing })).toEqual({ keep, keepOnFailure });
  });
});

describe('destroy_storage matrix', () => {
  test.each([
    // option, wish, existing → destroyed
    [false, undefined, false, false],
    [false, true, false, true],
    [false, false, false, false],
    [true, undefined, false, true],
    [true, true, false, true],
    [true, false, false, false],
    [true, undefined, true, false],
    [false, true, true, true],
    [true, false, true, false],
  ])(
    'option %p, wish %p, model there before %p: storage destroyed %p',
    (option, wish, existing, destroyed) => {
      expect(resolveDestroyStorage(wish, { destroyStorage: option, existing })).toBe(destroyed);
    },
  );
});
