import { FrameReader, writeFrame } from '../../../../src/embedded/agent/python/fork-frames';

const frames = [writeFrame('f', 1, '{"a":"ä"}'), writeFrame('k', 2 ** 32 - 1, ''), writeFrame('o', 3, 'x')];
const read = [
  ['f', 1, '{"a":"ä"}'],
  ['k', 2 ** 32 - 1, ''],
  ['o', 3, 'x'],
];

test.each([1, 2, 9, 10, 1000])('frames come out as they went in, in pieces of %i bytes', (size) => {
  const all = Buffer.concat(frames);
  const reader = new FrameReader();
  const found: unknown[] = [];
  for (let at = 0; at < all.length; at += size) {
    for (const { kind, hook, payload } of reader.read(all.subarray(at, at + size)))
      found.push([kind, hook, payload.toString()]);
  }
  expect(found).toEqual(read);
});
