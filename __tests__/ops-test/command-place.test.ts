import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { OpsTest } from '../../src/ops-test/ops-test';
import { onEmbedded } from '../support/ops-test-embedded';
import { testFolder } from '../support/ops-test-folder';
import { program } from '../support/ops-test-programs';

/** What a command finds of Juju's variables. */
async function variables(opsTest: OpsTest): Promise<string[]> {
  const { stdout } = await opsTest.run(program('print-environment'), { check: true });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('JUJU_'))
    .sort();
}

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);
  const modelsFile = () => join(file.controller.jujuData, 'models.yaml');

  afterEach(() => rmSync(modelsFile(), { force: true }));

  test('a command finds the current model in JUJU_MODEL, and the controller in JUJU_DATA', async () => {
    const env = {
      PATH: process.env['PATH'],
      JUJU_DATA: file.controller.jujuData,
      JUJU_CONTROLLER: 'embedded',
      JUJU_MODEL: 'embedded:other',
    };
    const { opsTest } = await file.open({}, { env });
    const second = await opsTest.trackModel('second');

    const data = `JUJU_DATA=${file.controller.jujuData}`;
    expect(await variables(opsTest)).toEqual([data, `JUJU_MODEL=${opsTest.modelFullName ?? ''}`]);
    expect(await opsTest.modelContext('second', () => variables(opsTest))).toEqual([
      data,
      `JUJU_MODEL=embedded:${second.name}`,
    ]);
    await opsTest.forgetModel('main');
    expect(await variables(opsTest)).toEqual(['JUJU_CONTROLLER=embedded', data]);
  });

  test.each([
    ['remembers it', (uuid: string) => uuid, 'web'],
    ['remembers one that is gone', () => '0a1b2c3d-0000-4000-8000-000000000000', 'its UUID'],
  ])('where the juju client %s by the model’s name, JUJU_MODEL is %s', async (_, remembered, named) => {
    const { opsTest } = await file.open({ model: 'web' });
    const { uuid } = opsTest.model;
    const models = { 'admin/web': { uuid: remembered(uuid), type: 'iaas' } };
    writeFileSync(modelsFile(), JSON.stringify({ controllers: { embedded: { models } } }));

    const [, model] = await variables(opsTest);

    expect(model).toBe(`JUJU_MODEL=embedded:${named === 'web' ? 'web' : uuid}`);
  });

  // pytest-operator runs `juju models` after each `add_model`, for the cache of the client (§1.16, twice).
  test('the juju client is not run for a new model: it looks up what is not in its cache', async () => {
    const bin = testFolder();
    writeFileSync(join(bin, 'juju'), `#!/bin/sh\necho "$@" >> ${bin}/calls\n`, { mode: 0o755 });
    const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, JUJU_DATA: file.controller.jujuData };
    const { opsTest } = await file.open({}, { env });

    const second = await opsTest.trackModel('second');

    expect(existsSync(join(bin, 'calls'))).toBe(false);
    expect(existsSync(modelsFile())).toBe(false);
    const [, selected] = await opsTest.modelContext('second', () => variables(opsTest));
    expect(selected).toBe(`JUJU_MODEL=embedded:${second.name}`);
  });

  test('a file of the juju client that makes no sense is for the juju client to refuse', async () => {
    const { opsTest } = await file.open({ model: 'web' });
    writeFileSync(modelsFile(), '- nonsense');

    const [, model] = await variables(opsTest);

    expect(model).toBe('JUJU_MODEL=embedded:web');
  });
});
