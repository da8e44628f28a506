import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmbeddedControllerOptions } from '../../../../src/embedded';
import { startJailed, type Executing } from '../../../support/executed-charms';

jest.setTimeout(30_000);

/** A unit in a jail; `undefined` where this machine has none. */
async function jailed(options: EmbeddedControllerOptions = {}): Promise<Executing | undefined> {
  const executing = await startJailed(options);
  await executing?.deploy('teller');
  await executing?.settled();
  return executing;
}

test('a hook tool reads and writes the files of the jail, not ours', async () => {
  const charm = await jailed();
  if (charm === undefined) return;
  const path = `/etc/jest-operator-${process.pid}`;
  const commands = `
    echo 'colour: red' > ${path}
    state-set --file ${path}
    state-get -o ${path}-read colour
    cat ${path}-read
  `;
  expect((await charm.exec('teller/0', commands)).output).toMatchObject({
    'return-code': 0,
    stdout: 'red\n',
  });
  expect([path, `${path}-read`].filter(existsSync)).toEqual([]);
});

test('what the jail keeps from a charm a hook tool does not give it either', async () => {
  const charm = await jailed();
  if (charm === undefined) return;
  // The agent's own Juju data are in a folder that a jail has for itself.
  const { output } = await charm.exec(
    'teller/0',
    `state-set --file ${charm.controller.jujuData}/controllers.yaml`,
  );
  expect(output).toMatchObject({
    'return-code': 1,
    stderr: expect.stringContaining('no such file') as string,
  });
});

test('folders that are brought in may lie in one another', async () => {
  const outer = mkdtempSync(join(tmpdir(), 'jest-operator-test-sources-'));
  try {
    const inner = join(outer, 'charms');
    mkdirSync(inner);
    const charm = await jailed({ charms: { one: { source: inner }, all: { source: outer } } });
    if (charm === undefined) return;
    const { output } = await charm.exec('teller/0', `test -d ${inner} && echo seen`);
    expect(output).toMatchObject({ stdout: 'seen\n' });
  } finally {
    rmSync(outer, { recursive: true });
  }
});
