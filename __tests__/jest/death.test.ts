import { deathLab, nothingLeft } from '../support/jest-death';
import { until } from '../support/jest-embedded';
import type { JestRun } from '../support/jest-run';

jest.setTimeout(120_000);

const { lab, project, untilModels, leftBehind } = deathLab();

const endings: Record<string, (run: JestRun) => void> = {
  'SIGINT to all its processes': (run) => run.killGroup('SIGINT'),
  'SIGTERM to its first process': (run) => run.kill('SIGTERM'),
};

test.each(Object.keys(endings))(
  '%s: a run without workers destroys its model and says so',
  async (ending) => {
    await using plain = await project();
    const run = plain.start(['-i', 'slow.test']);
    await untilModels(run, 1);
    const [name = ''] = lab.live();

    endings[ending]?.(run);

    const { output, exitCode } = await run.ended;
    expect(lab.live()).toEqual([]);
    expect(output).toContain(`destroying lab:${name}; interrupt again`);
    expect(exitCode).toBe(ending.startsWith('SIGINT') ? 130 : 143);
    expect(await leftBehind(plain)).toEqual(nothingLeft);
  },
);

test.each([
  ['SIGINT to all its processes', 30],
  ['SIGTERM to its first process', 30],
  ['SIGINT to all its processes', 29],
] as const)('%s: the workers of a run destroy their models first, on Jest %i', async (ending, major) => {
  await using plain = await project();
  // Workers hear of it as well, and could be done before the run says what there is to destroy.
  lab.controller.faults.delay('1s', { method: 'ModelManager.DestroyModels' });
  const run = plain.start(['-w=2', 'slow'], { jest: major });
  await untilModels(run, 2);

  endings[ending]?.(run);

  const { output, exitCode } = await run.ended;
  expect(lab.live()).toEqual([]);
  expect(lab.made).toHaveLength(2);
  expect(output).toMatch(/destroying lab:slow\S+, lab:slow\S+; interrupt again/);
  expect(exitCode).toBe(ending.startsWith('SIGINT') ? 130 : 143);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test.each(['-i', '-w=2'])(
  'SIGKILL to the first process, with %s: its models are destroyed',
  async (workers) => {
    await using plain = await project();
    const run = plain.start([workers, 'slow.test', 'slow2.test']);
    await untilModels(run, workers === '-i' ? 1 : 2);

    run.kill('SIGKILL');

    await run.ended;
    expect(await leftBehind(plain)).toEqual(nothingLeft);
  },
);

test('SIGKILL to all processes: what survives destroys the models', async () => {
  await using plain = await project();
  const run = plain.start(['-w=2', 'slow.test', 'slow2.test']);
  await untilModels(run, 2);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('SIGKILL while the model is being made: it is found by its name, and destroyed', async () => {
  await using plain = await project();
  lab.controller.faults.hang({ method: 'ModelManager.CreateModel', executed: true });
  const run = plain.start(['-i', 'slow.test']);
  await untilModels(run, 1);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('SIGKILL to a worker: its file fails, its model is destroyed before the run ends', async () => {
  await using plain = await project();
  const run = plain.start(['-w=2', 'slow.test', 'none']);
  await untilModels(run, 1);
  const withModel = async () => (await plain.ledgers()).filter(({ text }) => text.includes('"created"'));
  await until('the worker knows of its model', async () => (await withModel()).length === 1);
  const workers = await withModel();

  for (const { pid } of workers) process.kill(pid, 'SIGKILL');

  const { output, exitCode } = await run.ended;
  expect(workers).toHaveLength(1);
  expect(lab.live()).toEqual([]);
  expect(output).toContain('FAIL ./slow.test.ts');
  expect(exitCode).toBe(1);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});
