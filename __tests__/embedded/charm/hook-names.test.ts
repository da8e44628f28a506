import { join } from 'node:path';
import { charmsDirectory } from '../../support/embedded-domain';
import { hookNames } from '../../../src/embedded/charm/hook-names';
import { readCharmDirectory } from '../../../src/embedded/charm/read-charm';

test('a charm has the hooks of its endpoints, stores and containers beside those of every charm', async () => {
  const [web, files, k8s] = await Promise.all(
    ['web', 'files', 'web-k8s'].map((name) => readCharmDirectory(join(charmsDirectory, name))),
  );

  expect(hookNames(web!.meta)).toEqual(
    expect.arrayContaining([
      'install',
      'secret-changed',
      'db-relation-created',
      'replicas-relation-departed',
    ]),
  );
  expect(hookNames(files!.meta)).toEqual(
    expect.arrayContaining(['data-storage-attached', 'cache-storage-detaching']),
  );
  expect(hookNames(k8s!.meta)).toContain('web-pebble-ready');
  expect(hookNames(web!.meta)).not.toContain('database-relation-created');
});
