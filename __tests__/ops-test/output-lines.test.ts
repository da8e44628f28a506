import { OutputLines } from '../../src/ops-test/output-lines';

function linesOf(...chunks: readonly (string | Buffer)[]): string[] {
  const found: string[] = [];
  const lines = new OutputLines((line) => found.push(line));
  for (const chunk of chunks) lines.add(Buffer.from(chunk));
  lines.end();
  return found;
}

test.each<[string, (string | Buffer)[], string[]]>([
  ['lines in one piece', ['a\nb\n'], ['a', 'b']],
  ['a line in two pieces', ['hal', 'lo\n'], ['hallo']],
  ['a last line without an end', ['a\nb'], ['a', 'b']],
  ['empty lines', ['a\n\nb\n'], ['a', '', 'b']],
  ['lines of Windows, cut where it hurts', ['a\r', '\nb\r\n'], ['a', 'b']],
  ['a progress bar', ['10%\r', '20%\r', 'done\n'], ['10%', '20%', 'done']],
  ['a progress bar at the end', ['10%\r20%\r'], ['10%', '20%']],
  ['a letter in two pieces', [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)], ['ü']],
  ['nothing', [], []],
])('%s', (_, chunks, lines) => {
  expect(linesOf(...chunks)).toEqual(lines);
});

test('a line without end comes in pieces, and nothing of it is lost', () => {
  const chunks = Array.from({ length: 50 }, () => 'x'.repeat(10_000));

  const lines = linesOf(...chunks);

  expect(lines.length).toBeGreaterThan(5);
  expect(lines.join('')).toBe(chunks.join(''));
});
