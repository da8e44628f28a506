import { reasonLines } from '../../../src/model/waiting/reason-lines';

const reasonsOf = (count: number, why: (number: number) => string) =>
  Array.from({ length: count }, (_, number) => ({ entity: `web/${String(number)}`, why: why(number) }));

test('what is the same for several is told once', () => {
  expect(reasonLines([{ entity: 'web', why: 'waits' }, ...reasonsOf(3, () => 'failed')])).toEqual([
    'web                  waits',
    'web/0, web/1, web/2  failed',
  ]);
});

test('many names are cut, and push nothing to the right', () => {
  expect(reasonLines([{ entity: 'web', why: 'waits' }, ...reasonsOf(40, () => 'failed')])).toEqual([
    `web${' '.repeat(29)}  waits`,
    expect.stringMatching(/^web\/0, .*, web\/19 and 20 more {2}failed$/) as string,
  ]);
});

test('many reasons are cut', () => {
  const lines = reasonLines(reasonsOf(40, (number) => `executes for ${String(number)} s`));
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe('and 20 more');
});
