import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openExecuting } from '../__tests__/support/executed-charms';

test('a charm of which only its folder has ops runs where the folder is deployed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keeper-'));
  cpSync(join(__dirname, 'ops/charms/keeper'), folder, { recursive: true });
  symlinkSync(process.env['INTEROP_OPS_NEWEST'] ?? '', join(folder, '.venv'));
  const it = await openExecuting({ isolation: 'auto', project: tmpdir() });
  try {
    it.model.deploy({ application: 'keeper', charmUrl: await it.upload(folder), numUnits: 1 });
    await it.settled();

    expect(it.model.unit('keeper/0').workload.message).toBe('steady: 1 of 1, since 1');
  } finally {
    await it.controller.close();
    rmSync(folder, { recursive: true });
  }
}, 60_000);
