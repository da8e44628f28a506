import { TestSignal } from '../../src/ops-test/test-signal';

const { signal } = new AbortController();
const ofFile = new TestSignal({ signal: () => signal });

test('what is done for a test ends with its signal', () => {
  expect(ofFile.current()).toBe(signal);
});

test('what tidies up has no signal to end with, and what comes after it has', async () => {
  const seen = await ofFile.tidy(async () => {
    await new Promise(setImmediate);
    return ofFile.current();
  });

  expect(seen).toBeUndefined();
  expect(ofFile.current()).toBe(signal);
});

test('one that tidies up leaves the signals of others alone', async () => {
  const other = new TestSignal({ signal: () => signal });

  const seen = await ofFile.tidy(() => Promise.resolve([ofFile.current(), other.current()]));
  const both = await ofFile.tidy(() =>
    other.tidy(() => Promise.resolve([ofFile.current(), other.current()])),
  );

  expect(seen).toEqual([undefined, signal]);
  expect(both).toEqual([undefined, undefined]);
});
