import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { charm } from '../../../src/embedded';
import type { EvidenceRequest } from '../../../src/ops-test/evidence/evidence-request';
import type { OpsTest } from '../../../src/ops-test/ops-test';
import { webFiles } from '../../support/model-charms';
import { CharmFolder } from '../../support/model-charms';
import { onEmbedded } from '../../support/ops-test-embedded';
import { testFolder } from '../../support/ops-test-folder';

const web = charm({
  on: { start: (unit) => unit.setStatus('active', 'ready') },
  actions: {
    greet: (unit) => ({
      greeting: `Hello, ${String(unit.params['name'])}`,
      'admin-password': 'correct-horse-7',
    }),
    refuse: (unit) => unit.fail('it would rather not'),
  },
});

let charms: CharmFolder;
let webPath: string;

beforeAll(async () => {
  charms = await CharmFolder.make();
  webPath = await charms.charm('web', webFiles);
});

afterAll(() => charms[Symbol.asyncDispose]());

/** Every file below a folder, with its text. */
function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

async function evidenceOf(opsTest: OpsTest, changes: Partial<EvidenceRequest> = {}) {
  const folder = testFolder();
  const request = {
    folder,
    file: 'web.test.ts',
    project: 'p',
    test: 'web greets',
    attempt: 1,
    startedAt: new Date(0),
  };
  const problems = await opsTest.gatherEvidence({ ...request, limitMs: 20_000, ...changes });
  const files = filesIn(folder);
  return { problems, files, summary: JSON.parse(files['evidence.json'] ?? '') as Record<string, unknown> };
}

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju, { charms: { web } });

  test('status, timeline, debug-log and action results of each tracked model are kept', async () => {
    const { opsTest } = await file.open({}, { repeat: 'Heads: seed 7' });
    await opsTest.model.deploy(webPath, { name: 'web' });
    await opsTest.model.waitForIdle({ idlePeriod: 0 });
    await opsTest.trackModel('second');
    const unit = opsTest.model.units.require('web/0');
    await unit.runAction('greet', { name: 'Juju' });
    await unit.runAction('refuse', {}, { check: false });

    const { files, problems, summary } = await evidenceOf(opsTest);

    expect(problems).toBe(0);
    expect(Object.keys(files).sort()).toEqual([
      'evidence.json',
      ...['main', 'second'].flatMap((alias) =>
        ['actions.json', 'debug-log.txt', 'status.json', 'status.txt', 'timeline.txt'].map(
          (name) => `${alias}/${name}`,
        ),
      ),
    ]);
    expect(summary).toMatchObject({
      file: 'web.test.ts',
      test: 'web greets',
      attempt: 1,
      repeat: 'Heads: seed 7',
      complete: true,
      models: [
        {
          alias: 'main',
          model: opsTest.modelFullName,
          uuid: opsTest.model.uuid,
          folder: 'main',
          problems: [],
        },
        { alias: 'second', problems: [] },
      ],
    });
    expect(files['main/status.txt']).toMatch(/web\/0\* +active +idle/);
    expect(JSON.parse(files['main/status.json'] ?? '')).toMatchObject({
      applications: { web: { units: {} } },
    });
    expect(files['main/timeline.txt']).toMatch(
      /^unit web\/0\n(?: {2}\d{4}-.*\n)*? {2}\S+Z {2}workload +waiting +.*\n(?:.*\n)* {2}\S+Z {2}workload +active +ready\n/m,
    );
    expect(files['main/timeline.txt']).toMatch(/^machine 0\n/m);
    expect(JSON.parse(files['main/actions.json'] ?? '')).toMatchObject([
      { name: 'greet', receiver: 'web/0', status: 'completed', results: { greeting: 'Hello, Juju' } },
      { name: 'refuse', status: 'failed', message: 'it would rather not' },
    ]);
    expect(files['second/actions.json']).toBe('[]\n');
  });

  test('the debug-log is the whole one, graver or not, since the test began', async () => {
    const { opsTest } = await file.open({}, { timeScale: 1 });
    const { log } = file.controller.state.model(opsTest.model.uuid);
    const line = {
      entity: 'unit-web-0',
      module: 'unit.web/0.juju-log',
      location: '',
      level: 'DEBUG',
    } as const;
    const now = Date.now();
    log.append({ ...line, timestamp: new Date(now - 3_600_000), message: 'of another test' });
    log.append({ ...line, timestamp: new Date(now), message: 'hook begins' });

    const folder = testFolder();
    const request = { folder, file: 'f', project: 'p', test: 't', attempt: 1, limitMs: 20_000 };
    await opsTest.gatherEvidence({ ...request, startedAt: new Date(now - 60_000) });

    const text = readFileSync(join(folder, 'main/debug-log.txt'), 'utf8');
    expect(text).toContain('unit-web-0');
    expect(text).toContain('DEBUG unit.web/0.juju-log hook begins\n');
    expect(text).not.toContain('of another test');
  });

  test('the waits that were under way are in it, in JSON and as text', async () => {
    const { opsTest } = await file.open();
    const notReady = [{ entity: 'web/0', why: 'agent executing' }];
    const wait = { model: 'ctl:one', waitingFor: 'web to be idle', elapsedMs: 4000, notReady };

    const { files, summary } = await evidenceOf(opsTest, {
      waits: [
        { ...wait, text: 'Stopped\nNot ready' },
        { ...wait, text: 'Stopped too' },
      ],
    });

    expect(summary['waits']).toEqual([wait, wait]);
    expect(files['waits.txt']).toBe('Stopped\nNot ready\n\nStopped too\n');
  });

  test('secrets are in none of it: not the result of an action, nor where the log repeats it', async () => {
    const { opsTest } = await file.open();
    await opsTest.model.deploy(webPath, { name: 'web' });
    await opsTest.model.waitForIdle({ idlePeriod: 0 });
    await opsTest.model.units.require('web/0').runAction('greet', { name: 'x', token: 'sesame-4711' });
    const other = await opsTest.trackModel('other');
    const { log } = file.controller.state.model(opsTest.model.uuid);
    const line = {
      entity: 'unit-web-0',
      timestamp: new Date(),
      module: 'm',
      location: '',
      level: 'INFO',
    } as const;
    log.append({
      ...line,
      message: 'logged in with correct-horse-7 and password=tr0ub4dor at https://me:hunter22@db/x',
    });

    file.controller.state.model(other.uuid).log.append({ ...line, message: 'took correct-horse-7 over' });

    const wait = { model: 'ctl:one', waitingFor: 'correct-horse-7 to go', elapsedMs: 7 };
    const notReady = [{ entity: 'web', why: 'knows correct-horse-7' }];

    const { files } = await evidenceOf(opsTest, {
      waits: [{ ...wait, notReady, text: 'web knows correct-horse-7' }],
    });

    for (const text of Object.values(files)) {
      expect(text).not.toMatch(/correct-horse-7|sesame-4711|tr0ub4dor|hunter22/);
    }
    expect(files['main/debug-log.txt']).toContain(
      'logged in with <hidden> and password=<hidden> at https://me:<hidden>@db/x',
    );
    expect(files['main/actions.json']).toContain('"admin-password": "<hidden>"');
    expect(files['other/debug-log.txt']).toContain('took <hidden> over');
  });

  test('what a controller refuses is a problem, and keeps nothing else away', async () => {
    const { opsTest } = await file.open();
    file.controller.faults.failMethod('Action.ListOperations', { message: 'the database is gone' });

    const { files, problems, summary } = await evidenceOf(opsTest);

    expect(problems).toBe(1);
    expect(summary).toMatchObject({
      complete: true,
      models: [{ problems: [expect.stringMatching(/^actions\.json: .*the database is gone/)] }],
    });
    expect(Object.keys(files)).toContain('main/timeline.txt');
    expect(Object.keys(files)).not.toContain('main/actions.json');
  });

  test('a controller that does not answer ends it in its time, with the status that was known last', async () => {
    const { opsTest } = await file.open();
    await opsTest.model.status();
    file.controller.faults.hang({});

    const { files, summary } = await evidenceOf(opsTest, { limitMs: 300 });

    expect(files['main/status.txt']).toMatch(/^As last known, \d{4}-.*:\nModel /);
    const { models } = summary as { models: [{ problems: string[] }] };
    expect(models[0].problems).toContain('status.json: it was not there in time');
    expect(models[0].problems).toContain('debug-log.txt: it was not there in time');
  });
});
