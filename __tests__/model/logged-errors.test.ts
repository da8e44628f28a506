import type { LoggedError } from '../../src/model/logged-errors';
import { failedHook, logEntry, loggedErrors, stderrLine } from '../support/model-log';

/** What a charm wrote, and the error. */
const messages = ({ stderr, entry }: LoggedError) => [...stderr, entry].map(({ message }) => message);

test('errors are picked out, and with a hook that failed what its unit wrote on standard error', () => {
  expect(
    loggedErrors(
      stderrLine('web/0', 'Traceback'),
      stderrLine('db/0', 'another unit'),
      logEntry('WARNING', 'unit.web/0.juju-log', 'a warning of the charm'),
      logEntry('WARNING', 'juju.worker', 'a warning of the agent'),
      logEntry('INFO', 'unit.web/0.install', 'no warning'),
      logEntry('ERROR', 'unit.web/0.juju-log', 'an error of the charm'),
      failedHook('web/0'),
    ).map(messages),
  ).toEqual([['an error of the charm'], ['Traceback', expect.stringContaining('"install"') as string]]);
});

test('what other hooks and actions wrote is not what a hook failed by', () => {
  const written = ['install', 'greet', 'config-changed'].map((hook) =>
    logEntry('WARNING', `unit.web/0.${hook}`, `of ${hook}`, { entity: 'unit-web-0' }),
  );
  expect(loggedErrors(...written, failedHook('web/0', { hook: 'config-changed' })).map(messages)).toEqual([
    ['of config-changed', expect.stringContaining('"config-changed"') as string],
  ]);
});

test('what a hook wrote is told once, and of much the end', () => {
  const many = Array.from({ length: 40 }, (_, line) => stderrLine('web/0', String(line)));
  const [install, start] = loggedErrors(
    ...many,
    failedHook('web/0'),
    failedHook('web/0', { hook: 'start' }),
  ).map(messages);
  expect(install?.slice(0, 2)).toEqual(['25', '26']);
  expect(install).toHaveLength(16);
  expect(start).toHaveLength(1);
});

test('an error that comes again is counted, for each unit by itself, with when it was seen first and last', () => {
  const again = (unit: string, at: number) => [stderrLine(unit, `${unit} broke`), failedHook(unit, { at })];

  const errors = loggedErrors(...again('web/0', 1), ...again('web/1', 2), ...again('web/0', 3));

  expect(errors).toMatchObject([
    { entry: { entity: 'unit-web-1' }, times: 1, last: new Date(2000) },
    { entry: { entity: 'unit-web-0', timestamp: new Date(1000) }, times: 2, last: new Date(3000) },
  ]);
  expect(errors[0]?.text).toBe(errors[1]?.text);
});

test('the same hook that fails for another reason is another error', () => {
  const errors = loggedErrors(
    stderrLine('web/0', 'no route to host'),
    failedHook('web/0'),
    stderrLine('web/0', 'already exists'),
    failedHook('web/0'),
  );
  expect(errors.map(({ times }) => times)).toEqual([1, 1]);
});

test('of very many errors the last are kept', () => {
  const errors = loggedErrors(
    ...Array.from({ length: 600 }, (_, line) => logEntry('ERROR', 'x', `number ${String(line)}`)),
  );
  expect(errors).toHaveLength(500);
  expect(errors.at(-1)?.entry.message).toBe('number 599');
});
