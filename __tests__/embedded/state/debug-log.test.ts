import { DebugLog } from '../../../src/embedded/state/debug-log';

test('a debug log keeps its lines, tells who follows it, and is bounded', () => {
  const log = new DebugLog();
  const heard: string[] = [];
  const stop = log.subscribe(({ message }) => heard.push(message));
  const line = { entity: 'unit-web-0', level: 'INFO', module: 'unit.web/0.juju-log', location: '' } as const;
  log.append({ ...line, message: 'one' });
  stop();
  for (let turn = 0; turn < 60_000; turn += 1) log.append({ ...line, message: String(turn) });
  expect(heard).toEqual(['one']);
  expect(log.entries.length).toBeLessThanOrEqual(55_000);
  expect(log.entries.at(-1)?.message).toBe('59999');
});
