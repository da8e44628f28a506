import { RequestAbortedError } from '../../src/juju/errors';
import { ModelLeftOverError, ModelNotFoundError } from '../../src/ops-test/errors';
import { onEmbedded } from '../support/ops-test-embedded';
import { until } from '../support/ops-test-until';

async function failure(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It did not fail');
}

const destroyModels = 'ModelManager.DestroyModels';
const refusal = { message: 'the operation has been blocked', code: 'operation is blocked' };

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test('forgetModel forgets the current model where no alias is given', async () => {
    const { opsTest } = await file.open();

    await opsTest.forgetModel();

    expect(file.models()).toEqual([]);
    expect(opsTest.currentAlias).toBeUndefined();
    expect(opsTest.models.size).toBe(0);
  });

  test('a forgotten model that is kept stays on the controller, and is let go', async () => {
    const { opsTest } = await file.open();
    const second = await opsTest.trackModel('second', { keep: true });

    await opsTest.forgetModel('second');

    expect(file.models()).toContain(second.name);
    expect(() => second.applications).toThrow(/was closed/);
  });

  test('a signal that has fired is an error that says so, and the model stays', async () => {
    const { opsTest } = await file.open();
    const { name } = await opsTest.trackModel('second');

    const error = await failure(opsTest.forgetModel('second', { signal: AbortSignal.abort() }));

    expect(error).toBeInstanceOf(RequestAbortedError);
    expect(error.message).toBe('Forgetting the model "second" was aborted');
    expect(file.models()).toContain(name);
  });

  test('an alias that is not tracked is ModelNotFoundError, which names those that are', async () => {
    const { opsTest } = await file.open();

    const error = await failure(opsTest.forgetModel('none'));

    expect(error).toBeInstanceOf(ModelNotFoundError);
    expect(error).toMatchObject({
      code: 'not found',
      message:
        'none not found: opsTest tracks no model with that alias; it tracks "main". ' +
        "Track one with opsTest.trackModel('none').",
    });
  });

  test.each<[string, object, string]>([
    ['an unknown option', { allowFailure: true }, 'forgetModel knows no option "allowFailure"'],
    [
      'destroyStorage as a text',
      { destroyStorage: 'yes' },
      'destroyStorage must be true or false; got "yes"',
    ],
    ['a timeout that is none', { timeout: 'soon' }, 'timeout must be a duration'],
  ])('%s is an error, and the model stays', async (_, options, message) => {
    const { opsTest } = await file.open();

    await expect(opsTest.forgetModel('main', options)).rejects.toThrow(message);
    expect(opsTest.hasModel).toBe(true);
  });

  test('forget_model(alias, timeout) throws when the controller does not answer in time, and leaves one model tracked', async () => {
    const { opsTest, host } = await file.open();
    const { name } = await opsTest.trackModel('second');
    file.controller.faults.hang({ method: destroyModels });

    const error = await failure(opsTest.forgetModel('second', { timeout: '100ms' }));

    expect(error).toBeInstanceOf(ModelLeftOverError);
    expect(error).toMatchObject({
      code: 'timeout',
      modelName: `embedded:${name}`,
      message:
        `The model embedded:${name} may not have been destroyed: the controller did not answer within 0.1s. ` +
        `Look with \`juju status -m embedded:${name}\`, and destroy it with \`juju destroy-model --no-prompt --force embedded:${name}\`.`,
    });
    expect([...opsTest.models.keys()]).toEqual(['main']);
    expect(() => opsTest.modelContext('second')).toThrow('second not found');
    expect(host.journaled.at(-1)).toBe(`failed ${name}`);
  });

  test('a model that could not be destroyed when it was forgotten is tried once more in the end', async () => {
    const { opsTest, host } = await file.open();
    const { name } = await opsTest.trackModel('second');
    file.controller.faults.failMethod(destroyModels, { ...refusal, times: 1 });

    const error = await failure(opsTest.forgetModel('second'));
    expect(error).toMatchObject({ code: 'operation is blocked', modelName: `embedded:${name}` });
    expect(error.message).toContain('the operation has been blocked');
    await opsTest.finish();

    expect(file.models()).toEqual([]);
    expect(host.journaled.filter((line) => line.endsWith(name))).toEqual([
      `intend ${name}`,
      `asked ${name}`,
      `created ${name}`,
      `failed ${name}`,
      `destroyed ${name}`,
    ]);
  });

  test('a test that is given up stops waiting for its model, which the end destroys', async () => {
    const { opsTest, host } = await file.open();
    await opsTest.trackModel('second');
    file.controller.faults.hang({ method: destroyModels });
    const forgetting = failure(opsTest.forgetModel('second'));
    await until(() => host.lines.some((line) => line.startsWith('destroying')));
    host.test.abort(new Error('the test timed out'));

    const error = await forgetting;
    expect(error).toBeInstanceOf(ModelLeftOverError);
    expect(error).toMatchObject({ code: 'aborted' });
    await file.controller.faults.clear();
    await opsTest.finish();

    expect(file.models()).toEqual([]);
  });

  test('the end names every model that it could not destroy, and destroys the others', async () => {
    const { opsTest, host } = await file.open();
    const main = opsTest.model.name;
    const { name } = await opsTest.trackModel('second');
    file.controller.faults.failMethod(destroyModels, { ...refusal, times: 1 });

    const error = await failure(opsTest.finish());

    expect(error).toBeInstanceOf(AggregateError);
    const { errors } = error as AggregateError;
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(ModelLeftOverError);
    expect(error.message).toContain(`The model embedded:${name} was not destroyed: `);
    expect(error.message).toContain('the operation has been blocked');
    expect(file.models()).toEqual([name]);
    expect(host.journaled).toEqual(expect.arrayContaining([`failed ${name}`, `destroyed ${main}`]));
  });

  test('two models, cleanup → forget order: secondary, then main', async () => {
    const { opsTest, host } = await file.open();
    const main = opsTest.model.name;
    const { name } = await opsTest.trackModel('secondary');

    await opsTest.finish();

    expect(host.lines.filter((line) => line.startsWith('destroying'))).toEqual([
      `destroying model embedded:${name}`,
      `destroying model embedded:${main}`,
    ]);
    expect(file.models()).toEqual([]);
  });

  test('the end does its work once, and is not stopped by the running test’s end', async () => {
    const { opsTest, host } = await file.open();
    host.test.abort(new Error('the file is torn down'));

    await Promise.all([opsTest.finish(), opsTest.finish()]);

    expect(file.models()).toEqual([]);
    expect(host.journaled.filter((line) => line.startsWith('destroyed'))).toHaveLength(1);
  });

  test('the end waits for a model that is just being made, and destroys it', async () => {
    const { opsTest, host } = await file.open();
    file.controller.faults.delay(200, { method: 'ModelManager.CreateModel', times: 1 });
    const tracking = opsTest.trackModel('second');
    await until(() => host.lines.some((line) => line.startsWith('making model embedded:web-second')));

    await opsTest.finish();

    expect((await tracking).name).toMatch(/^web-second/);
    expect(file.models()).toEqual([]);
  });

  test('the end does not wait for ever for a model that is never made, and says so', async () => {
    const { opsTest, host } = await file.open({ destroyTimeout: '300ms' });
    const main = opsTest.model.name;
    file.controller.faults.hang({ method: 'ModelManager.CreateModel', times: 1 });
    const tracking = failure(opsTest.trackModel('second'));
    await until(() => host.lines.some((line) => line.startsWith('making model embedded:web-second')));

    const error = await failure(opsTest.finish());

    expect(error.message).toContain("A model was still being made or destroyed 0.3s after the file's end.");
    expect(host.journaled).toContain(`destroyed ${main}`);
    await tracking;
    await until(() => host.journaled.some((line) => line.startsWith('failed web-second')));
  });

  test('the end does not take longer than a destroyTimeout that is short', async () => {
    const { opsTest } = await file.open({ destroyTimeout: '200ms' });
    file.controller.faults.hang({ method: destroyModels });

    const error = await failure(opsTest.finish());

    expect(error.message).toContain('the controller did not answer within 0.2s.');
  });

  test('a model whose creation was not answered is found and destroyed', async () => {
    const { opsTest, host } = await file.open();
    file.controller.faults.drop({ method: 'ModelManager.CreateModel', executed: true, times: 1 });

    const error = await failure(opsTest.trackModel('second', { modelName: 'lost' }));

    expect(error).toMatchObject({ maybeApplied: true });
    expect(host.journaled.filter((line) => line.endsWith('lost'))).toEqual([
      'intend lost',
      'asked lost',
      'destroyed lost',
    ]);
    expect(file.models()).toEqual([opsTest.modelName]);
  });

  test.each(['Client.FullStatus', 'ModelConfig.ModelGet'])(
    'a model is destroyed again when %s fails on it',
    async (method) => {
      const { opsTest, host } = await file.open();
      file.controller.faults.failMethod(method, { message: 'no such luck', times: 1 });

      await expect(opsTest.trackModel('second', { modelName: 'half' })).rejects.toThrow('no such luck');

      expect(file.models()).toEqual([opsTest.modelName]);
      expect(host.journaled.filter((line) => line.endsWith('half'))).toEqual([
        'intend half',
        'asked half',
        'created half',
        'destroyed half',
      ]);
      expect((await opsTest.trackModel('second')).name).toMatch(/^web-second/);
    },
  );

  test('a creation that takes longer than its timeout is given up, and its model destroyed when it is there', async () => {
    const { opsTest, host } = await file.open();
    file.controller.faults.delay(300, { method: 'ModelManager.CreateModel', times: 1 });

    await expect(opsTest.trackModel('second', { modelName: 'slow', timeout: '50ms' })).rejects.toThrow(
      'The model "second" was not there after 0.1s; it is destroyed when it is. Raise timeout, or look at the controller.',
    );

    await until(() => host.journaled.includes('destroyed slow'));
    expect(file.models()).toEqual([opsTest.modelName]);
    expect([...opsTest.models.keys()]).toEqual(['main']);
  });

  test('after a failure the status of each model is logged before it goes', async () => {
    const { opsTest, host } = await file.open({}, { failures: () => 1 });
    const { name } = opsTest.model;

    await opsTest.finish();

    expect(host.lines.some((line) => line.startsWith(`Status of model embedded:${name}:\nModel `))).toBe(
      true,
    );
    expect(file.models()).toEqual([]);
  });

  test('what is as it should be is left out of that status, and an error is told once', async () => {
    const { opsTest, host } = await file.open({}, { failures: () => 1 });
    await opsTest.model.addMachine();
    await opsTest.model.wait(({ machines }) => machines['0']?.agentStatus.current === 'started');
    const { log } = file.controller.state.model(opsTest.model.uuid);
    const at = { entity: 'unit-web-0', module: 'unit.web/0.juju-log', location: '', level: 'ERROR' } as const;
    for (const second of [1, 2])
      log.append({ ...at, timestamp: new Date(second * 1000), message: 'disk full' });

    await opsTest.finish();

    expect(host.lines.join('\n')).toMatch(
      /\n\nNot shown: 1 machine started\nErrors in its debug-log:\nunit-web-0 00:00:01 ERROR unit\.web\/0\.juju-log disk full \(2 times, last at 00:00:02\)$/m,
    );
  });

  test('a status that cannot be had does not keep a model from being destroyed', async () => {
    const { opsTest, host } = await file.open({}, { failures: () => 1 });
    const { name } = opsTest.model;
    file.controller.faults.failMethod('Client.FullStatus', { message: 'no status today' });

    await opsTest.finish();

    expect(host.lines).toContainEqual(
      expect.stringMatching(`^the status of model embedded:${name} cannot be shown: .*no status today`),
    );
    expect(file.models()).toEqual([]);
  });

  test('when everything passed no status is logged', async () => {
    const { opsTest, host } = await file.open();

    await opsTest.finish();

    expect(host.lines.filter((line) => line.startsWith('Status'))).toEqual([]);
  });
});
