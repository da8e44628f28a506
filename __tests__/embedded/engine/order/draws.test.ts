import { drawsOf } from '../../../../src/embedded/engine/order/draws';

const draw = drawsOf(7);

test('an occasion always draws the same, whatever was drawn before it', () => {
  const first = draw('web/0', 'relation', 1, true);
  drawsOf(8)('web/0', 'relation', 1, true);
  draw('web/1', 'relation', 1, true);
  expect(draw('web/0', 'relation', 1, true)).toBe(first);
  expect(drawsOf(7)('web/0', 'relation', 1, true)).toBe(first);
  expect(drawsOf(8)('web/0', 'relation', 1, true)).not.toBe(first);
});

test('what is drawn is spread evenly from 0 up to 1, for names that are alike too', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let number = 0; number < 10_000; number += 1) {
    const drawn = draw(`web/${String(number)}`, 'turn', 0);
    tenths[Math.floor(drawn * 10)] = (tenths[Math.floor(drawn * 10)] ?? 0) + 1;
  }
  expect(tenths).toHaveLength(10);
  expect(Math.min(...tenths)).toBeGreaterThan(900);
  expect(Math.max(...tenths)).toBeLessThan(1100);
});
