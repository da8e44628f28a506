import { errorCount, errorReport } from '../../src/model/error-report';
import { failedHook, logEntry, loggedErrors, stderrLine } from '../support/model-log';

const again = (unit: string, at: number) => [stderrLine(unit, `${unit} broke`), failedHook(unit, { at })];

test('an error is told once, with how often it was and when last, and what its charm wrote below it', () => {
  const errors = loggedErrors(...again('web/0', 1), ...again('web/0', 4), ...again('web/0', 9));
  expect(errorReport(errors)).toEqual([
    'unit-web-0 00:00:01 ERROR juju.worker.uniter.operation hook "install" (via x) failed: exit status 1 (3 times, last at 00:00:09)',
    '  | web/0 broke',
  ]);
});

test('the same error of several units is told once, with the units', () => {
  const errors = loggedErrors(...again('web/10', 1), ...again('web/9', 2), ...again('web/10', 3));
  expect(errorReport(errors)).toEqual([
    expect.stringMatching(
      /^unit-web-10 00:00:01 .* \(3 times in web\/9, web\/10, last at 00:00:03\)$/,
    ) as string,
    '  | web/10 broke',
  ]);
});

test('different errors are told in the order in which they came, and of a message with several lines the rest is below', () => {
  const errors = loggedErrors(
    logEntry('ERROR', 'x', 'first', { at: 1 }),
    logEntry('ERROR', 'x', 'Uncaught exception:\nTraceback', { at: 2 }),
    logEntry('ERROR', 'x', 'first', { at: 3 }),
  );
  expect(errorReport(errors)).toEqual([
    'unit-web-0 00:00:01 ERROR x first (2 times, last at 00:00:03)',
    'unit-web-0 00:00:02 ERROR x Uncaught exception:',
    '  | Traceback',
  ]);
});

test('of many different errors the last ones are told, and how many there were before', () => {
  const lines = errorReport(
    loggedErrors(
      ...Array.from({ length: 13 }, (_, at) => logEntry('ERROR', 'x', `number ${String(at)}`, { at })),
    ),
  );
  expect(lines).toHaveLength(11);
  expect(lines[0]).toBe('3 other errors before these: see the debug-log');
  expect(lines[1]).toContain('number 3');
});

test('errors that are not told are counted, with whose they are and the last of them', () => {
  const errors = loggedErrors(
    ...again('web/0', 1),
    logEntry('ERROR', 'x', 'no disk\nat all', { entity: 'machine-3', at: 7 }),
    ...again('web/0', 2),
  );
  expect(errorCount(errors)).toBe('3 of machine-3, web/0, the last at 00:00:07: no disk');
});
