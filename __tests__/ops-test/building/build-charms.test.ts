import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { Slots } from '../../../src/slots';
import { BuildError } from '../../../src/ops-test/errors';
import { failure, workshop, writeCharm } from '../../support/ops-test-tools';
import { until } from '../../support/ops-test-until';

test('the charms come in the order of the arguments, and by their names', async () => {
  const here = workshop();
  writeCharm(here, 'charms/b', 'web');
  writeCharm(here, 'charms/a', 'database');
  const place = (name: string) => join(here.opsTest.tmpPath, `charms/${name}_ubuntu-22.04-amd64.charm`);

  const charms = await here.opsTest.buildCharms('charms/b', './charms/a');

  expect(charms).toEqual([place('web'), place('database')]);
  expect(charms.byName).toEqual({ web: place('web'), database: place('database') });
  expect(Object.keys(charms)).toEqual(['0', '1']);
});

test('two charms of the same name have a path each; by the name the later one is found', async () => {
  const here = workshop();
  writeCharm(here, 'v1', 'web');
  writeCharm(here, 'v2', 'web');
  here.write('v2/src/charm.py', 'import ops  # newer\n');

  const charms = await here.opsTest.buildCharms('v1', 'v2');

  expect(new Set(charms).size).toBe(2);
  expect(charms.byName).toEqual({ web: charms[1] });
});

test('no charms are none', async () => {
  expect(await workshop().opsTest.buildCharms()).toEqual([]);
});

test('when one fails the others are built to their end, and its error is thrown', async () => {
  const here = workshop();
  writeCharm(here, 'bad', 'bad', { exitCode: 1 });
  writeCharm(here, 'good', 'good');

  const error = await failure(here.opsTest.buildCharms('bad', 'good'));

  expect(error).toBeInstanceOf(BuildError);
  expect(error).toMatchObject({ path: 'bad' });
  expect(here.commands()).toHaveLength(2);
  expect(here.host.lines.join()).toContain('built charm good in ');
});

test('when several fail one error names them all', async () => {
  const here = workshop();
  writeCharm(here, 'bad', 'bad', { exitCode: 1 });
  writeCharm(here, 'good', 'good');
  mkdirSync(join(here.root, 'empty'));

  const error = await failure(here.opsTest.buildCharms('bad', 'good', 'empty'));

  expect(error).toBeInstanceOf(AggregateError);
  expect((error as AggregateError).errors).toHaveLength(2);
  expect(error.message).toMatch(
    /^2 of 3 charms could not be built:\n- Failed to build charm at path `bad`[^]*\n- There is no charm to build at empty/,
  );
});

test('no more are done at once than there are slots, first come, first served', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3].map((number) =>
    slots.use(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  await until(() => begun.length === 2);

  ends[0]?.();
  await works[0];
  await until(() => begun.length === 3);
  expect(begun).toEqual([0, 1, 2]);

  ends[1]?.();
  ends[2]?.();
  await until(() => begun.length === 4);
  ends[3]?.();
  await Promise.all(works);
});

test('a slot is given back by what fails', async () => {
  const slots = new Slots(1);

  await expect(slots.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');

  expect(await slots.use(() => Promise.resolve('next'))).toBe('next');
});
