import type { LogEntry, LogLevel } from '../../src/model/debug-log';
import { ErrorLines } from '../../src/model/error-lines';

const entry = (level: LogLevel, module: string, message: string, entity = 'unit-web-0'): LogEntry => ({
  ...{ entity, level, module, message },
  timestamp: new Date(0),
  location: '',
});

const failed = (name = 'install', entity = 'unit-web-0') =>
  entry('ERROR', 'juju.worker.uniter.operation', `hook "${name}" (via x) failed: exit status 1`, entity);

function linesOf(entries: readonly LogEntry[], limit = 20): string[] {
  const errors = new ErrorLines(limit);
  for (const each of entries) errors.add(each);
  return errors.lines.map(({ message }) => message);
}

test('errors are picked out, and before a hook that failed what its unit wrote on standard error', () => {
  expect(
    linesOf([
      entry('WARNING', 'unit.web/0.install', 'Traceback'),
      entry('WARNING', 'unit.db/0.install', 'another unit', 'unit-db-0'),
      entry('WARNING', 'unit.web/0.juju-log', 'a warning of the charm'),
      entry('WARNING', 'juju.worker', 'a warning of the agent'),
      entry('INFO', 'unit.web/0.install', 'no warning'),
      entry('ERROR', 'unit.web/0.juju-log', 'an error of the charm'),
      failed(),
    ]),
  ).toEqual(['an error of the charm', 'Traceback', expect.stringContaining('"install"') as string]);
});

test('what a hook wrote is told once, and of much the end', () => {
  const many = Array.from({ length: 40 }, (_, line) => entry('WARNING', 'unit.web/0.install', String(line)));
  const lines = linesOf([...many, failed(), failed('start')]);
  expect(lines).toHaveLength(17);
  expect(lines.slice(0, 2)).toEqual(['25', '26']);
  expect(lines.at(-1)).toContain('"start"');
});

test('of many errors the last are kept, each with what belongs to it', () => {
  const lines = linesOf(
    [entry('ERROR', 'x', 'first'), entry('WARNING', 'unit.web/0.stop', 'why'), failed('stop')],
    1,
  );
  expect(lines).toEqual(['why', expect.stringContaining('"stop"') as string]);
});
