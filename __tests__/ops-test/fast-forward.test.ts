import { NoModelError } from '../../src/ops-test/errors';
import type { OpsTest } from '../../src/ops-test/ops-test';
import { onEmbedded } from '../support/ops-test-embedded';

const key = 'update-status-hook-interval';

async function interval(opsTest: OpsTest): Promise<unknown> {
  return (await opsTest.model.getConfigDetails())[key];
}

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  describe.each([
    // options → meanwhile, afterwards; first the five pairs of pytest-operator
    [{ fastInterval: '10s' }, '10s', { value: '5m', source: 'default' }],
    [{ fastInterval: '10s', slowInterval: '10m' }, '10s', { value: '10m', source: 'model' }],
    [{ fastInterval: '42s', slowInterval: '42m' }, '42s', { value: '42m', source: 'model' }],
    [{ fastInterval: '41m', slowInterval: '41s' }, '41m', { value: '41s', source: 'model' }],
    [{ fastInterval: '43s' }, '43s', { value: '5m', source: 'default' }],
    [{}, '10s', { value: '5m', source: 'default' }],
    [{ fastInterval: '1m30s' }, '1m30s', { value: '5m', source: 'default' }],
    [{ fastInterval: 1500, slowInterval: 60_000 }, '1500ms', { value: '60000ms', source: 'model' }],
  ])('fast_forward with %j', (options, fast, after) => {
    test('sets and restores', async () => {
      const { opsTest } = await file.open();

      const meanwhile = await opsTest.fastForward(options, () => interval(opsTest));

      expect(meanwhile).toEqual({ value: fast, source: 'model' });
      expect(await interval(opsTest)).toEqual(after);
    });

    test('restores also when the body throws', async () => {
      const { opsTest } = await file.open();
      const body = () => {
        throw new Error('body');
      };

      await expect(opsTest.fastForward(options, body)).rejects.toThrow('body');

      expect(await interval(opsTest)).toEqual(after);
    });

    test('restores at the end of `await using`', async () => {
      const { opsTest } = await file.open();
      {
        await using fastForward = await opsTest.fastForward(options);
        expect(fastForward).toBeDefined();
        expect(await interval(opsTest)).toEqual({ value: fast, source: 'model' });
      }

      expect(await interval(opsTest)).toEqual(after);
    });
  });

  test('a value of the model’s own is put back as it was', async () => {
    const { opsTest } = await file.open({ modelConfig: { [key]: '3m' } });

    await opsTest.fastForward({}, () => undefined);

    expect(await interval(opsTest)).toEqual({ value: '3m', source: 'model' });
  });

  test('the model at the beginning counts, whatever is current at the end', async () => {
    const { opsTest } = await file.open();
    await opsTest.trackModel('second');

    const fastForward = await opsTest.fastForward();
    await opsTest.modelContext('second', async () => {
      await fastForward[Symbol.asyncDispose]();
      expect(await interval(opsTest)).toEqual({ value: '5m', source: 'default' });
    });

    expect(await interval(opsTest)).toEqual({ value: '5m', source: 'default' });
  });

  test('the interval is put back once, though it is asked for twice', async () => {
    const { opsTest } = await file.open();
    const fastForward = await opsTest.fastForward();

    await fastForward[Symbol.asyncDispose]();
    await opsTest.model.setConfig({ [key]: '4m' });
    await fastForward[Symbol.asyncDispose]();

    expect(await interval(opsTest)).toMatchObject({ value: '4m' });
  });

  test('the interval is put back although the test was given up', async () => {
    const signal: { current?: AbortSignal } = {};
    const { opsTest } = await file.open({}, { signal: () => signal.current });

    await expect(
      opsTest.fastForward({}, () => {
        signal.current = AbortSignal.abort(new Error('the test timed out'));
        throw new Error('given up');
      }),
    ).rejects.toThrow('given up');

    delete signal.current;
    expect(await interval(opsTest)).toEqual({ value: '5m', source: 'default' });
  });

  test('the body’s error is the one that is thrown, when the interval cannot be put back either', async () => {
    const { opsTest, host } = await file.open();

    await expect(
      opsTest.fastForward({}, () => {
        file.controller.faults.failMethod('ModelConfig.ModelUnset', { message: 'not now' });
        throw new Error('body');
      }),
    ).rejects.toThrow('body');

    expect(host.warnings.at(-1)).toMatch(/^update-status-hook-interval could not be put back: .*not now/);
  });

  test('that the interval cannot be put back is an error where the body has none', async () => {
    const { opsTest } = await file.open();

    await expect(
      opsTest.fastForward({}, () => {
        file.controller.faults.failMethod('ModelConfig.ModelUnset', { message: 'not now' });
      }),
    ).rejects.toThrow('not now');
  });

  test('an interval that could not be set is put back all the same', async () => {
    const { opsTest } = await file.open();
    file.controller.faults.drop({ method: 'ModelConfig.ModelSet', executed: true, times: 1 });

    await expect(opsTest.fastForward({}, () => undefined)).rejects.toThrow();

    expect(await interval(opsTest)).toEqual({ value: '5m', source: 'default' });
  });

  test('without a current model fast_forward is an error', async () => {
    const { opsTest } = await file.open();
    await opsTest.forgetModel();

    await expect(opsTest.fastForward()).rejects.toThrow(NoModelError);
  });

  test.each<[string, object, string]>([
    ['an interval that is none', { fastInterval: 'quickly' }, 'fastInterval must be a duration'],
    ['an interval without end', { slowInterval: Infinity }, 'slowInterval must be finite'],
    ['an unknown option', { interval: '1s' }, 'fastForward knows no option "interval"'],
  ])('%s is an error, and nothing is changed', async (_, options, message) => {
    const { opsTest } = await file.open();

    await expect(opsTest.fastForward(options)).rejects.toThrow(message);
    expect(await interval(opsTest)).toEqual({ value: '5m', source: 'default' });
  });
});
