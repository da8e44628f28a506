import { deathLab, nothingLeft } from '../__tests__/support/jest-death';
import { until } from '../__tests__/support/jest-embedded';

jest.setTimeout(120_000);

const { lab, project, untilModels, leftBehind } = deathLab();

test('SIGKILL with a cloud that was added: it is removed, after the model on it', async () => {
  await using plain = await project();
  const run = plain.start(['-i', 'cloud.test']);
  await untilModels(run, 2);
  expect(lab.controller.state.clouds.has('k8s')).toBe(true);

  run.killGroup('SIGKILL');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothingLeft);
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
  expect(await leftBehind(plain)).toEqual(nothingLeft);
  expect(lab.controller.state.clouds.has('k8s')).toBe(false);
});

test('Ctrl-C with a cloud that was added: it is removed before the run ends', async () => {
  await using plain = await project();
  const run = plain.start(['-i', 'cloud.test']);
  await untilModels(run, 2);

  run.killGroup('SIGINT');

  await run.ended;
  expect(lab.controller.state.clouds.has('k8s')).toBe(false);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('process.exit in a test: the run ends at once, and the model is destroyed', async () => {
  await using plain = await project();

  const { exitCode, output } = await plain.run(['-i', 'exits']);

  expect(exitCode).toBe(3);
  expect(output).toMatch(/the process ends: a process in the background destroys lab:exits-\S+$/m);
  expect(lab.made).toHaveLength(1);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('process.exit in a worker: Jest tries the file again and again, and each model is destroyed', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', 'exits', 'none']);

  expect(exitCode).toBe(1);
  expect(lab.made.length).toBeGreaterThan(1);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('a crash in a worker: the model is destroyed', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', 'crashes', 'none']);

  expect(exitCode).toBe(1);
  expect(lab.made).toHaveLength(1);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('--bail cuts other files off, and their models are destroyed before the run ends', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-w=2', '--bail', 'fails', 'slow.test']);

  expect(exitCode).toBe(1);
  expect(lab.made).toHaveLength(2);
  expect(lab.live()).toEqual([]);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('--forceExit comes after the end of the models', async () => {
  await using plain = await project();

  const { exitCode } = await plain.run(['-i', '--forceExit', 'ok', '-t', 'globals']);

  expect(exitCode).toBe(0);
  expect(lab.made).toHaveLength(1);
  expect(lab.live()).toEqual([]);
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});

test('without our reporter the workers destroy their models all the same', async () => {
  await using plain = await project();
  const run = plain.start(['slow.test', 'slow2.test', '-w=2', '--reporters=default']);
  await untilModels(run, 2);

  run.killGroup('SIGINT');

  await run.ended;
  expect(await leftBehind(plain)).toEqual(nothingLeft);
});
