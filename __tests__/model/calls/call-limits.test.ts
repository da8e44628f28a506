import { anySignal } from '../../../src/model/calls/call-limits';

test('of several signals any fires the one; of one, it is that; of none there is none', () => {
  const aborter = new AbortController();
  const both = anySignal(new AbortController().signal, undefined, aborter.signal);
  aborter.abort();

  expect(both?.aborted).toBe(true);
  expect(anySignal(undefined, aborter.signal)).toBe(aborter.signal);
  expect(anySignal(undefined)).toBeUndefined();
});
