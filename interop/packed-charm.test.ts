import { join } from 'node:path';

import { openExecuting } from '../__tests__/support/executed-charms';
import { packCharm } from './ops/packed-charm';

const environment = process.env['INTEROP_OPS_NEWEST'] ?? '';
const sources = join(__dirname, 'ops', 'charms', 'compiled');

jest.setTimeout(120_000);

async function onController<T>(
  pythonStart: 'cold' | 'fork',
  isolation: 'auto' | 'none',
  work: (it: Awaited<ReturnType<typeof openExecuting>>) => Promise<T>,
): Promise<T> {
  const it = await openExecuting(
    { pythonStart, isolation, timeScale: 1000 },
    { 'update-status-hook-interval': '60m' },
  );
  try {
    return await work(it);
  } finally {
    await it.controller.close();
  }
}

test.each([
  ['fork', 'none'],
  ['cold', 'none'],
  ['fork', 'auto'],
] as const)(
  'a packed charm runs by the compiled modules that it brings along, %s, isolation %s',
  async (start, isolation) => {
    const archive = await packCharm(sources, environment);

    const message = await onController(start, isolation, async (it) => {
      const { url: charmUrl } = await it.model.addCharm(archive);
      it.model.deploy({ application: 'compiled', charmUrl, numUnits: 2 });
      await it.settled();
      return [...it.model.units()].map(({ workload }) => `${workload.status} ${workload.message}`);
    });

    expect(message).toEqual(['active 80, own: True, True', 'active 80, own: True, True']);
  },
);

test.each([
  [
    'for another version',
    (path: string) => path.replace(/lib\/python3\.\d+\//, 'lib/python3.6/'),
    /^charm "compiled" cannot run here: its modules are for Python 3\.6 \(venv\/lib\/python3\.6\), and Python 3\.\d+\.\d+ \(.*\) is another\. Install python3\.6, name another Python by embedded\.python, or run the charm from its sources: embedded\.charms: \{ "compiled": \{ source: '\.' \} \}\.$/,
  ],
  [
    'compiled for another processor',
    (path: string) => path.replace(/-(?:x86_64|aarch64)-linux-gnu\.so$/, '-riscv64-linux-gnu.so'),
    /^charm "compiled" cannot run here: its module pydantic_core\/_pydantic_core\.cpython-3\d+-riscv64-linux-gnu\.so is compiled for another Python or processor than Python 3\.\d+\.\d+ \(.*\), which takes \*\.cpython-/,
  ],
])('one with modules %s is refused when it is deployed', async (_, renamed, why) => {
  const archive = await packCharm(sources, environment, renamed);

  await onController('cold', 'none', async ({ model }) => {
    await expect(model.addCharm(archive)).rejects.toThrow(why);
    expect([...model.charms.keys()]).toEqual([]);
  });
});
