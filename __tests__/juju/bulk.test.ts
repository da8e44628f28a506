import { inspect } from 'node:util';
import { itemsOf, onlyItemOf, resultsOf } from '../../src/juju/bulk';
import { JujuApiError, JujuBulkError, ProtocolError } from '../../src/juju/errors';

const call = { facade: 'ModelManager', request: 'ModelInfo', version: 9 };
const gone = { message: 'model "x" is gone', code: 'not found' };
const denied = { message: 'permission denied', code: 'unauthorized access' };

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('it did not throw');
}

test('results are taken out of their items', () => {
  expect(resultsOf(call, { results: [{ result: 1 }, { result: 2, error: null }] })).toEqual([1, 2]);
  expect(resultsOf(call, { results: null })).toEqual([]);
  expect(resultsOf(call, {})).toEqual([]);
});

test('items without a result of their own are given as they are', () => {
  expect(itemsOf(call, { results: [{}, { error: null }] })).toEqual([{}, { error: null }]);
});

test('the error of the only item is the call’s', () => {
  const error = errorOf(() => resultsOf(call, { results: [{ error: gone }] }));
  expect(error).toBeInstanceOf(JujuApiError);
  expect(error).toMatchObject({
    message: 'model "x" is gone (ModelManager.ModelInfo v9: not found)',
    code: 'not found',
  });
});

test('of several items the good ones are kept beside the errors', () => {
  const error = errorOf(() =>
    resultsOf(call, { results: [{ result: 1 }, { error: gone }, { error: denied }] }),
  );
  expect(error).toBeInstanceOf(JujuBulkError);
  expect(error).toMatchObject({
    message: '2 of 3 failed (ModelManager.ModelInfo v9):\n  - model "x" is gone\n  - permission denied',
    code: 'not found',
    results: [{ result: 1 }, undefined, undefined],
    errors: [{ code: 'not found' }, { code: 'unauthorized access' }],
  });
});

test('the good results of a failed call do not show when the error is printed', () => {
  const error = errorOf(() => resultsOf(call, { results: [{ result: 'secret' }, { error: gone }] }));
  expect(inspect(error)).not.toContain('secret');
});

test('a question about one thing has one answer', () => {
  expect(onlyItemOf(call, { results: [{ name: 'a' }] as { error?: null; name: string }[] })).toEqual({
    name: 'a',
  });
  expect(errorOf(() => onlyItemOf(call, { results: [] }))).toMatchObject({
    message: 'ModelManager.ModelInfo v9 was asked about one thing and answered about 0',
  });
  expect(errorOf(() => onlyItemOf(call, { results: [{}, {}] }))).toBeInstanceOf(ProtocolError);
});

test('an item with neither a result nor an error is not taken for a value', () => {
  expect(errorOf(() => resultsOf(call, { results: [{}] }))).toBeInstanceOf(ProtocolError);
});

test('an answer that makes no sense is no call whose fate is unknown', () => {
  expect(errorOf(() => resultsOf(call, { results: [{}] }))).toMatchObject({ maybeApplied: false });
  expect(errorOf(() => onlyItemOf(call, { results: [] }))).toMatchObject({ maybeApplied: false });
});
