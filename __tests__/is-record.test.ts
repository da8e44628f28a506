import { isRecord } from '../src/is-record';

test.each([{}, { key: 'value' }, Object.create(null)])('%j is an object with keys', (value) => {
  expect(isRecord(value)).toBe(true);
});

test.each([undefined, null, 'text', 1, [], [{}], () => undefined])('%p is no object with keys', (value) => {
  expect(isRecord(value)).toBe(false);
});
