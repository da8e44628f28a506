import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { charmProcesses, linesOf, startExecuting } from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

const series = ['3.6', '4.0'] as const;

test.each(series)(
  'on Juju %s a charm with hooks of its own runs them, in the order of Juju',
  async (juju) => {
    const it = await startExecuting({ juju });
    await it.deploy('teller', { config: { greeting: 'good morning' } });
    await it.settled();
    expect(linesOf(join(it.charmDir('teller/0'), 'told.order')).slice(0, 6)).toEqual([
      'data-storage-attached',
      'install',
      'siblings-relation-created',
      'leader-elected',
      'config-changed',
      'start',
    ]);
    expect(it.model.unit('teller/0').workload).toMatchObject({ status: 'active', message: 'good morning' });
    expect(it.log('teller/0').slice(0, 4)).toEqual([
      'DEBUG unit.teller/0.data-storage-attached this is data-storage-attached',
      'WARNING unit.teller/0.data-storage-attached and this is on stderr',
      'INFO juju.worker.uniter.operation ran "data-storage-attached" hook (via explicit, bespoke hook script)',
      'DEBUG unit.teller/0.install this is install',
    ]);
    const folder = it.controller.charmFolder ?? '';
    await it.controller.close();
    expect(existsSync(folder)).toBe(false);
    expect(charmProcesses(it.controller)).toEqual([]);
  },
);

test('a command that takes longer than it may is killed, with what it has started', async () => {
  const it = await startExecuting();
  await it.deploy('teller');
  await it.settled();
  const operation = it.model.exec({ commands: 'sleep 600 & sleep 600', units: ['teller/0'], timeoutMs: 50 });

  await it.until('it is over', () => operation.completed !== undefined);

  expect(operation.actions.map(({ status, message }) => [status, message])).toEqual([
    ['failed', 'command cancelled'],
  ]);
  expect(charmProcesses(it.controller)).toEqual([]);
});

test('an action has its output and exit code as results, and fails as it says', async () => {
  const it = await startExecuting();
  await it.deploy('teller');
  await it.settled();
  const outcomes = [
    await it.act('teller/0', 'shout', { what: 'hey' }),
    await it.act('teller/0', 'shout', { what: 'quietly' }),
    await it.act('teller/0', 'shout', { what: '' }),
    await it.act('teller/0', 'whisper'),
    await it.exec('teller/0', 'echo "$JUJU_UNIT_NAME in $PWD"; is-leader; exit 4'),
  ];
  expect(outcomes.map(({ status, message, output }) => [status, message, output])).toEqual([
    ['completed', '', { 'return-code': 0, stdout: 'shouted hey\n', heard: 'HEY' }],
    ['failed', 'I cannot do it quietly', { 'return-code': 0, stdout: 'shouted quietly\n', heard: 'QUIETLY' }],
    ['failed', 'exit status 3', { 'return-code': 3, stderr: 'nothing to shout\n' }],
    ['failed', 'action not implemented on unit "teller/0"', {}],
    ['completed', '', { 'return-code': 4, stdout: `teller/0 in ${it.charmDir('teller/0')}\nTrue\n` }],
  ]);
});
