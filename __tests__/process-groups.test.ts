import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { endGroups, killGroups, signalGroup } from '../src/process-groups';
import { identify } from '../src/process-life';

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) signalGroup(child.pid ?? 0, 'SIGKILL');
});

/** The leader of a group of its own, that says when it is ready. */
async function leader(script: string) {
  const child = spawn('sh', ['-c', `${script} echo ready; sleep 1000`], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return { child, identity: identify(child.pid ?? 0), ended: once(child, 'exit') };
}

test('a group is told to end', async () => {
  const { identity, ended } = await leader('');

  await endGroups([identity]);

  expect(await ended).toEqual([null, 'SIGTERM']);
});

test('one that does not hear is killed after its time', async () => {
  const { identity, ended } = await leader("trap '' TERM;");

  await endGroups([identity], 50);

  expect(await ended).toEqual([null, 'SIGKILL']);
});

test('one that only has the number of another that has gone is left alone', async () => {
  const { child, identity } = await leader('');
  const former = { ...identity, began: '1' };

  await endGroups([former, { ...identity, host: 'elsewhere' }], 50);
  killGroups([former]);

  expect([child.exitCode, child.signalCode]).toEqual([null, null]);
});
