import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { StorageShelf } from '../../../../src/embedded/agent/process/storage-shelf';
import { UnitFiles } from '../../../../src/embedded/agent/process/unit-files';
import type { UnitPaths } from '../../../../src/embedded/agent/process/unit-paths';
import type { Unit } from '../../../../src/embedded/state/entities';
import type { StorageInstance } from '../../../../src/embedded/state/storage-entities';
import { newState } from '../../../support/embedded-domain';

test('storage of a unit that is gone comes to the next one, also where that has its name, as on Kubernetes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unit-files-'));
  try {
    const data = { id: 'data/0', kind: 'filesystem', size: 1, owner: 'web/0', attached: true };
    const model = newState().addModel({ name: 'test', owner: 'admin' });
    model.storage.set('data/0', data as StorageInstance);
    const shelf = new StorageShelf(join(folder, 'kept'));
    const unitOf = (place: string) => {
      const unit = { name: 'web/0', storage: new Set(['data/0']) } as unknown as Unit;
      const paths = { storage: join(folder, place) } as UnitPaths;
      return { unit, files: new UnitFiles(paths, model, unit, shelf) };
    };
    const old = unitOf('old');
    await old.files.arrangeStorage();
    await writeFile(join(folder, 'old/data-0/page'), 'kept');
    old.unit.storage.delete('data/0');
    const next = unitOf('next');

    await old.files.giveStorageBack();
    await rm(join(folder, 'old'), { recursive: true });
    await next.files.arrangeStorage();

    expect(await readFile(join(folder, 'next/data-0/page'), 'utf8')).toBe('kept');
  } finally {
    await rm(folder, { recursive: true });
  }
});
