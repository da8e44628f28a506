import { embeddedForJest, until } from '../support/jest-embedded';
import { JestProject } from '../support/jest-project';
import type { JestRun } from '../support/jest-run';

jest.setTimeout(120_000);

const lab = embeddedForJest();
const project = () => JestProject.of('plain', { jujuData: lab.controller.jujuData });

/** Waits until the run has so many models, with a test in each that waits for what never comes. */
async function untilModels(run: JestRun, count: number): Promise<void> {
  await until(
    () => `${String(count)} models are there (${lab.live().join(', ')}), the run says: ${run.output}`,
    () => lab.live().length === count,
  );
}

/** What is there of a run when nothing is at work any more, or after a generous time. */
async function leftBehind(plain: JestProject): Promise<{ models: string[]; ledgers: number }> {
  const look = async () => ({ models: lab.live(), ledgers: (await plain.ledgers()).length });
  await until(
    async () => JSON.stringify(await look()),
    async () => lab.live().length + (await plain.ledgers()).length === 0,
  );
  return look();
}

const nothing = { models: [], ledgers: 0 };

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
    expect(output).toContain(`interrupted: destroying lab:${name}`);
    expect(exitCode).toBe(ending.startsWith('SIGINT') ? 130 : 143);
    expect(await leftBehind(plain)).toEqual(nothing);
  },
);

test.each([
  ['SIGINT to all its processes', 30],
  ['SIGTERM to its first process', 30],
  ['SIGINT to all its processes', 29],
] as const)('%s: the workers of a run destroy their models first, on Jest %i', async (ending, major) => {
  await using plain = await project();
  const run = plain.start(['-w=2', 'slow'], { jest: major });
  await untilModels(run, 2);

  endings[ending]?.(run);

  const { output, exitCode } = await run.ended;
  expect(lab.live()).toEqual([]);
  expect(lab.made).toHaveLength(2);
  expect(output).toContain('interrupted: destroying lab:slow');
  expect(exitCode).toBe(ending.startsWith('SIGINT') ? 130 : 143);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test.each(['-i', '-w=2'])(
  'SIGKILL to the first process, with %s: its models are destroyed',
  async (workers) => {
    await using plain = await project();
    const run = plain.start([workers, 'slow.test', 'slow2.test']);
    await untilModels(run, workers === '-i' ? 1 : 2);

    run.kill('SIGKILL');

    await run.ended;
    expect(await leftBehind(plain)).toEqual(nothing);
  },
);

test('SIGKILL to all processes: what survives destroys the models', async () => {
  await using plain = await project();
  const run = plain.start(['-w=2', 'slow.test', 'slow2.test']);
  await untilModels(run, 2);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('SIGKILL with a cloud that was added: it is removed, after the model on it', async () => {
  await using plain = await project();
  const run = plain.start(['-i', 'cloud.test']);
  await untilModels(run, 2);
  expect(lab.controller.state.clouds.has('k8s')).toBe(true);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothing);
  expect(lab.controller.state.clouds.has('k8s')).toBe(false);
});

test('SIGKILL while a cloud is being added: it is removed', async () => {
  await using plain = await project();
  lab.controller.faults.hang({ method: 'Cloud.AddCloud', executed: true });
  const run = plain.start(['-i', 'cloud.test']);
  await until(
    () => run.output,
    () => lab.controller.state.clouds.has('k8s'),
  );

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothing);
  expect(lab.controller.state.clouds.has('k8s')).toBe(false);
});

test('Ctrl-C with a cloud that was added: it is removed before the run ends', async () => {
  await using plain = await project();
  const run = plain.start(['-i', 'cloud.test']);
  await untilModels(run, 2);

  run.killGroup('SIGINT');

  await run.ended;
  expect(lab.controller.state.clouds.has('k8s')).toBe(false);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('SIGKILL while the model is being made: it is found by its name, and destroyed', async () => {
  await using plain = await project();
  lab.controller.faults.hang({ method: 'ModelManager.CreateModel', executed: true });
  const run = plain.start(['-i', 'slow.test']);
  await untilModels(run, 1);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothing);
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
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('process.exit in a test: the run ends at once, and the model is destroyed', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-i', 'exits']);

  expect(exitCode).toBe(3);
  expect(lab.made).toHaveLength(1);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('process.exit in a worker: Jest tries the file again and again, and each model is destroyed', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', 'exits', 'none']);

  expect(exitCode).toBe(1);
  expect(lab.made.length).toBeGreaterThan(1);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('a crash in a worker: the model is destroyed', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', 'crashes', 'none']);

  expect(exitCode).toBe(1);
  expect(lab.made).toHaveLength(1);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('--bail cuts other files off, and their models are destroyed before the run ends', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', '--bail', 'fails', 'slow.test']);

  expect(exitCode).toBe(1);
  expect(lab.made).toHaveLength(2);
  expect(lab.live()).toEqual([]);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('--forceExit comes after the end of the models', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-i', '--forceExit', 'ok', '-t', 'globals']);

  expect(exitCode).toBe(0);
  expect(lab.made).toHaveLength(1);
  expect(lab.live()).toEqual([]);
  expect(await leftBehind(plain)).toEqual(nothing);
});

test('without our reporter the workers destroy their models all the same', async () => {
  await using plain = await project();
  const run = plain.start(['slow.test', 'slow2.test', '-w=2', '--reporters=default']);
  await untilModels(run, 2);

  run.killGroup('SIGINT');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothing);
});
