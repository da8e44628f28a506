import { CommandLog } from '../../src/ops-test/command-log';
import { FakeClock } from '../support/model-clock';

const long = new Date(0);

function scene(options: { readonly isLive?: boolean } = {}) {
  const clock = new FakeClock();
  const reported: string[] = [];
  const shown: string[] = [];
  const log = new CommandLog({
    clock,
    report: (line) => reported.push(line),
    show: options.isLive ? (line) => shown.push(line) : undefined,
  });
  return { clock, log, reported, shown };
}

test('a command that takes long is told of with its last line, now and then and in the end', async () => {
  const { clock, log, reported } = scene();
  const command = log.begin(['charmcraft', 'pack', '--verbosity=trace'], {});

  await clock.advance(5_000);
  command.add('stderr', 'Launching the instance');
  command.add('stderr', '\u001B[32mPacking …\u001B[0m');
  command.add('stderr', '');
  await clock.advance(30_000);
  await clock.advance(220_000);
  command.end('exit code 0');

  expect(reported.slice(0, 2)).toEqual([
    'running charmcraft pack --verbosity=trace, 5s: it has written nothing yet',
    'running charmcraft pack --verbosity=trace, 35s: Packing …',
  ]);
  expect(reported.at(-1)).toBe('charmcraft pack --verbosity=trace has ended after 4m15s: exit code 0');
  expect(clock.sleepers).toBe(0);
});

test('nothing is told of a command that is over soon', async () => {
  const { clock, log, reported } = scene();
  const command = log.begin(['git', 'status'], {});
  command.add('stdout', 'clean');
  await clock.advance(4_000);
  command.end('exit code 0');
  await clock.advance(100_000);

  expect(reported).toEqual([]);
});

test('a long command, or a long line, is cut where it is told of', async () => {
  const { clock, log, reported } = scene();
  log.begin(['sh', '-c', 'a'.repeat(1000)], {}).add('stdout', 'b'.repeat(1000));
  await clock.advance(5_000);

  expect(reported).toEqual([expect.stringMatching(/^running sh -c a+…, 5s: b+…$/)]);
  expect(reported[0]?.length).toBeLessThan(260);
});

test('where they are to be seen, lines are shown as they come', () => {
  const { log, shown } = scene({ isLive: true });
  const command = log.begin(['/snap/bin/charmcraft', 'pack'], {});

  command.add('stdout', 'one');
  expect(shown).toEqual(['charmcraft: one']);
  command.add('stderr', 'two');
  command.add('stderr', '');

  expect(shown).toEqual(['charmcraft: one', 'charmcraft: two']);
});

test('what each command was, wrote and came to is kept', () => {
  const { log } = scene();
  const one = log.begin(['sh', '-c', 'make all'], {});
  const other = log.begin(['git', 'status'], {});
  one.add('stdout', 'working');
  other.add('stderr', 'what?');
  other.end('exit code 128');
  one.add('stdout', '\u001B[1mdone\u001B[0m');

  expect(log.textSince(long).replaceAll(/\S+Z(?= )/g, 'T')).toBe(
    'T $ sh -c "make all"\nT | working\nT | done\n\n' + 'T $ git status\nT ! what?\nT = exit code 128\n',
  );
});

test('commands that had ended before are not among those since', async () => {
  const { log } = scene();
  log.begin(['first'], {}).end('exit code 0');
  const running = log.begin(['second'], {});
  await new Promise((resolve) => setTimeout(resolve, 5));
  const since = new Date();
  log.begin(['third'], {}).end('exit code 0');
  running.end('exit code 0');

  expect(log.textSince(since)).toMatch(/second[\s\S]*third/);
  expect(log.textSince(since)).not.toContain('first');
});

test('the last of much output is kept, and what is left out is said', () => {
  const { log } = scene();
  const command = log.begin(['yes'], {});
  for (let line = 0; line < 200_000; line += 1) command.add('stdout', `line ${String(line)}`);

  const text = log.textSince(long);
  expect(text).toMatch(/^\S+ \$ yes\n +… \d+ lines before are left out\n/);
  expect(text).toMatch(/ line 199999\n$/);
  expect(text.length).toBeLessThan(4_000_000);
});

test('of very many commands the last ones are kept, and all that run', () => {
  const { log } = scene();
  const running = log.begin(['the-first'], {});
  for (let number = 0; number < 300; number += 1) log.begin(['echo', String(number)], {}).end('exit code 0');
  running.add('stdout', 'still here');

  const text = log.textSince(long);
  expect(text).toContain('still here');
  expect(text).toContain('$ echo 299\n');
  expect(text).not.toContain('$ echo 100\n');
});

test('of commands that wrote very much the last ones are kept', () => {
  const { log } = scene();
  for (let number = 0; number < 30; number += 1) {
    const command = log.begin(['build', String(number)], {});
    for (let line = 0; line < 10; line += 1) command.add('stdout', 'x'.repeat(50_000));
    command.end('exit code 0');
  }

  const text = log.textSince(long);
  expect(text).toContain('$ build 29\n');
  expect(text).not.toContain('$ build 0\n');
  expect(text.length).toBeLessThan(10_000_000);
});

test('secrets are shown nowhere: neither by their names, nor those of the environment, nor a key line by line', async () => {
  const { clock, log, reported, shown } = scene({ isLive: true });
  const env = { REGISTRY_PASSWORD: 'correct-horse-7' };
  const command = log.begin(['juju', 'config', 'web', 'token=sesame-4711'], env);
  const lines = [
    'password=tr0ub4dor',
    'logged in with correct-horse-7',
    '-----BEGIN RSA PRIVATE KEY-----',
    'MIIEpAIBAAKCAQEA',
  ];
  for (const line of lines) {
    command.add('stdout', line);
    await clock.advance(30_000);
  }
  command.add('stdout', '-----END RSA PRIVATE KEY-----');
  command.add('stdout', 'said in the clear');
  command.end('exit code 0');

  const all = [...reported, ...shown, log.textSince(long)].join('\n');
  expect(all).not.toMatch(/tr0ub4dor|correct-horse-7|sesame-4711|MIIEpA/);
  expect(shown.at(-1)).toBe('juju: said in the clear');
  expect(log.textSince(long)).toContain('said in the clear');
});

const keyLines = Array.from({ length: 25 }, (_, at) => `Key${String(at).padStart(2, '0')}${'A'.repeat(59)}`);
const key = ['-----BEGIN PRIVATE KEY-----', ...keyLines, '-----END PRIVATE KEY-----'];

test('a key whose first lines are left out with what was before it is not shown', () => {
  const { log } = scene();
  const command = log.begin(['juju', 'show-secret'], {});
  const filler = 'x'.repeat(1_000);
  for (let line = 0; line < 516; line += 1) command.add('stdout', filler);
  for (const line of key) command.add('stdout', line);
  for (let line = 0; line < 515; line += 1) command.add('stdout', filler);

  const text = log.textSince(long);
  const shown = text.split('\n').filter((line) => line.endsWith('| <hidden>'));
  // The cut is within it.
  expect(shown.length).toBeGreaterThan(1);
  expect(shown.length).toBeLessThan(key.length - 1);
  expect(text).not.toMatch(/Key\d\d/);
});

test('what comes on the other stream does not end a key, and what stands beside a whole one is shown', () => {
  const { log } = scene();
  const command = log.begin(['make', 'keys'], {});
  command.add('stdout', key[0] ?? '');
  command.add('stderr', '-----BEGIN CERTIFICATE-----');
  command.add('stderr', '-----END CERTIFICATE-----');
  for (const line of key.slice(1)) command.add('stdout', line);
  command.add('stdout', `{"name":"web","key":"${key.join(String.raw`\n`)}"}`);

  const text = log.textSince(long);
  expect(text).not.toMatch(/Key\d\d/);
  expect(text).toContain('-----BEGIN CERTIFICATE-----');
  expect(text).toContain('"name":"web"');
});
