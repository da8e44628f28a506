import { copyFileSync } from 'node:fs';
import { join } from 'node:path';

import { CharmError } from '../../../src/model/errors';
import type { OpsTestOptions } from '../../../src/ops-test/ops-test-options';
import { failure, type Workshop, workshop, writeCharm } from '../../support/ops-test-tools';

/** A test file with the charms `web` and `db`, of which `web` is packed already. */
async function withPackedWeb(charmFile: NonNullable<OpsTestOptions['charmFile']>): Promise<Workshop> {
  const packer = workshop();
  writeCharm(packer, 'web', 'web');
  const here = workshop({ options: { charmFile } });
  writeCharm(here, 'web', 'web');
  writeCharm(here, 'db', 'db');
  here.write('broken.charm', 'no archive');
  copyFileSync(await packer.opsTest.buildCharm('web'), join(here.root, 'web_1.charm'));
  return here;
}

test.each([['./web_1.charm'], [{ web: 'web_1.charm' }]])(
  'charmFile %j is given for the charm that it is, and nothing is packed',
  async (charmFile) => {
    const here = await withPackedWeb(charmFile);

    expect(await here.opsTest.buildCharm('web')).toBe(join(here.root, 'web_1.charm'));
    expect(await here.opsTest.buildCharm('web', { returnAll: true })).toEqual([
      join(here.root, 'web_1.charm'),
    ]);
    expect(here.calls()).toEqual([]);
  },
);

test('another charm is packed, and that is said', async () => {
  const here = await withPackedWeb('./web_1.charm');

  const charms = await here.opsTest.buildCharms('web', 'db');

  expect(charms).toEqual([
    join(here.root, 'web_1.charm'),
    join(here.opsTest.tmpPath, 'charms/db_ubuntu-22.04-amd64.charm'),
  ]);
  expect(here.host.lines).toContain('charm db is packed: the option charmFile gives only web');
});

test.each<[NonNullable<OpsTestOptions['charmFile']>, string]>([
  ['nowhere.charm', 'The packed charm of the option charmFile cannot be read: there is no '],
  ['broken.charm', 'broken.charm is not a charm: it cannot be read as a zip archive'],
  [
    { db: 'web_1.charm' },
    'The option charmFile gives web_1.charm for the charm db, but that is the charm web',
  ],
])('charmFile %j is an error that says why', async (charmFile, message) => {
  const here = await withPackedWeb(charmFile);

  const error = await failure(here.opsTest.buildCharm('db'));

  expect(error).toBeInstanceOf(CharmError);
  expect(error.message).toContain(message);
  expect(here.calls()).toEqual([]);
});
