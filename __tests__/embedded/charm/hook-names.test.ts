import { join } from 'node:path';
import { charmsDirectory } from '../../support/embedded-domain';
import { hookNames } from '../../../src/embedded/charm/hook-names';
import { readCharmDirectory } from '../../../src/embedded/charm/read-charm';

test('a charm has the hooks of its endpoints, stores and containers beside those of every charm', async () => {
  const hooksOf = async (name: string) =>
    hookNames((await readCharmDirectory(join(charmsDirectory, name))).meta);

  expect(await hooksOf('web')).toEqual(
    expect.arrayContaining([
      'install',
      'secret-changed',
      'db-relation-created',
      'replicas-relation-departed',
    ]),
  );
  expect(await hooksOf('web')).not.toContain('database-relation-created');
  expect(await hooksOf('files')).toEqual(
    expect.arrayContaining(['data-storage-attached', 'cache-storage-detaching']),
  );
  expect(await hooksOf('web-k8s')).toContain('web-pebble-ready');
});
