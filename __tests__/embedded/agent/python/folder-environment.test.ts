import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startExecuting, startJailed } from '../../../support/executed-charms';
import type { Executing } from '../../../support/executed-charms';
import { sceneFor } from '../../../support/model-scene';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'charm-'));
  write(
    'charmcraft.yaml',
    'type: charm\nname: snake\nsummary: x\ndescription: x\nbase: ubuntu@22.04\nplatforms: {amd64: }\n',
  );
  write('src/charm.py', 'import nowhere_else\n');
  // In place of Python: it says what one that has the module would say, and is what runs the charm.
  write(
    '.venv/bin/python',
    `#!/bin/sh
case $1 in
*/check-imports.py) cat > /dev/null; cat <<'FACTS'
${JSON.stringify(facts(join(folder, '.venv')))}
FACTS
;;
*) status-set active "by $(readlink "$JUJU_CHARM_DIR/venv")" ;;
esac
`,
  );
  chmodSync(join(folder, '.venv/bin/python'), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const facts = (prefix: string) => ({
  ...{ executable: join(prefix, 'bin/python'), baseExecutable: '/usr/bin/python3', version: [3, 12, 0] },
  ...{ prefix, basePrefix: '/usr', suffixes: ['.so'], missing: [] },
});

async function messageOf(executing: Executing): Promise<string> {
  const { model } = executing;
  model.deploy({ application: 'snake', charmUrl: await executing.upload(folder), numUnits: 1 });
  await executing.settled();
  return model.unit('snake/0').workload.message;
}

test('a folder that is deployed runs by the virtual environment in it', async () => {
  const executing = await startExecuting({ pythonStart: 'cold' });

  await expect(messageOf(executing)).resolves.toBe(`by ${join(folder, '.venv')}`);
});

test('a jail shows it, wherever it is', async () => {
  const executing = await startJailed({ pythonStart: 'cold' });
  const message = executing && (await messageOf(executing));

  expect([undefined, `by ${join(folder, '.venv')}`]).toContain(message);
});

describe('what is deployed by name', () => {
  const scene = sceneFor({ execute: true, isolation: 'none', pythonStart: 'cold' });

  test('runs by the virtual environment of the folder that Charmhub has it from', async () => {
    await scene().embedded.charmhub.add('snake', { path: folder });
    const model = await scene().model();
    const snake = await model.deploy('snake');

    await model.waitForIdle({ status: 'active' });

    expect(snake.units[0]?.workloadStatus.message).toBe(`by ${join(folder, '.venv')}`);
  });

  test('keeps its modes: a program is one that may be executed', async () => {
    write('dispatch', '#!/bin/sh\nstatus-set active "by itself"\n');
    chmodSync(join(folder, 'dispatch'), 0o755);
    await scene().embedded.charmhub.add('shell', { path: folder });
    const model = await scene().model();
    const shell = await model.deploy('shell');

    await model.waitForIdle({ status: 'active' });

    expect(shell.units[0]?.workloadStatus.message).toBe('by itself');
  });
});
