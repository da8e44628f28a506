import { processesWith, until } from './processes-with';
import { CharmRunner, nobodyIsMissing, users } from './run-as';
import type { CharmRun } from './run-charms';

jest.setTimeout(30_000);

const user = users.at(-1) ?? '';
const missing = user === 'nobody' ? nobodyIsMissing() : undefined;
if (missing !== undefined) console.warn(`not run as nobody: ${missing}`);
const onLinux = missing === undefined && process.platform === 'linux' ? test : test.skip;
let runner: CharmRunner;

beforeAll(() => {
  runner = new CharmRunner();
});

afterAll(() => runner.close());

const run = (choice: CharmRun['choice'], script: string, more: Partial<CharmRun> = {}) =>
  runner.run(user, { ...(choice !== undefined && { choice }), hooks: [{ unit: 'web/0', script }], ...more });

onLinux('with guards host commands are caught by their name', async () => {
  const { kind, notices, results, calls } = await run('guard', 'apt-get install -y web; id -u; snap list', {
    hostCommands: 'record',
  });
  expect([kind, notices]).toEqual(['guard', []]);
  expect(results).toEqual([
    { code: 0, signal: null, stdout: expect.not.stringMatching(/^0$/m) as string, stderr: '' },
  ]);
  expect(calls.map(({ command, args }) => [command, ...args])).toEqual([
    ['apt-get', 'install', '-y', 'web'],
    ['snap', 'list'],
  ]);
});

onLinux('with nothing a host command is the machine’s own, unless the test answers it', async () => {
  const script = 'command -v mount';
  const own = await run('none', script);
  expect(own.results[0]?.stdout).not.toContain('/tools/');
  const answered = await run('none', script, { hostCommands: 'record' });
  expect(answered.results[0]?.stdout).toMatch(/\/tools\/mount$/m);
});

onLinux('processes in the background die with their hook', async () => {
  const time = `302.${process.pid}`;
  const { results } = await run('guard', `sleep ${time} & sleep ${time} & echo started`);
  expect(results[0]?.stdout).toBe('started\n');
  await until(() => processesWith(`sleep\0${time}`).length === 0);
  expect(processesWith(`sleep\0${time}`)).toEqual([]);
});

test('root does not run charms with guards alone', async () => {
  const { refusal, results } = await runner.run('root', { choice: 'guard', hooks: [] });
  // Where the suite is not run by root, nobody refuses.
  const isRoot = process.getuid?.() === 0;
  const words = /^Charms are not run as root of this machine/.test(refusal ?? '');
  expect([words, results]).toEqual([isRoot, []]);
});
