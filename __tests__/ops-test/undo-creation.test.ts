import type { ModelJournal } from '../../src/ops-test/model-journal';
import { type Clock, systemClock } from '../../src/clock';
import { onEmbedded } from '../support/ops-test-embedded';
import { recordingHost } from '../support/ops-test-host';

/** Pauses pass at once. */
const hasty: Clock = { ...systemClock, sleep: () => Promise.resolve() };

const createModel = 'ModelManager.CreateModel';

/** A journal that does something between the intent to make a model and the making. */
function whenIntended(journal: ModelJournal, name: string, action: () => unknown): ModelJournal {
  return {
    ...journal,
    async intend(entry) {
      await journal.intend(entry);
      if (entry.modelName === name) await action();
    },
  };
}

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  test.each(['Cloud.Clouds', createModel])(
    'when %s fails, a model of that name that somebody else has made meanwhile stays',
    async (method) => {
      const theirs = await file.open();
      const { journal } = recordingHost();
      const ours = await file.open(
        {},
        {
          journal: whenIntended(journal, 'shared', async () => {
            await theirs.opsTest.trackModel('s', { modelName: 'shared' });
            file.controller.faults.failMethod(method, { message: 'no such luck', times: 1 });
          }),
        },
      );

      await expect(ours.opsTest.trackModel('s', { modelName: 'shared' })).rejects.toThrow('no such luck');

      expect(file.models()).toContain('shared');
    },
  );

  test('when the creation was not answered, a model that is older than it stays', async () => {
    const { journal } = recordingHost();
    const { opsTest } = await file.open(
      {},
      {
        clock: hasty,
        journal: whenIntended(journal, 'old', () => {
          const model = file.controller.state.addModel({ name: 'old', owner: 'admin' });
          model.status.since.setTime(Date.now() - 3_600_000);
          file.controller.faults.drop({ method: createModel, times: 1 });
        }),
      },
    );

    await expect(opsTest.trackModel('o', { modelName: 'old' })).rejects.toMatchObject({ maybeApplied: true });

    expect(file.models()).toContain('old');
  });

  test('a model that appears after its creation was given up is destroyed in the end', async () => {
    const { opsTest, host } = await file.open({}, { clock: hasty });
    file.controller.faults.drop({ method: createModel, times: 1 });
    await expect(opsTest.trackModel('l', { modelName: 'late' })).rejects.toMatchObject({
      maybeApplied: true,
    });
    expect(host.journaled.at(-1)).toBe('failed late');
    expect(host.lines.at(-1)).toMatch(/^The model embedded:late may have been made .* it may yet appear\./);
    file.controller.state.addModel({ name: 'late', owner: 'admin' });

    await opsTest.finish();

    expect(file.models()).toEqual([]);
    expect(host.journaled).toContain('destroyed late');
  });

  test('a model whose creation was not answered and that never appears stays in the journal', async () => {
    const { opsTest, host } = await file.open({}, { clock: hasty });
    file.controller.faults.drop({ method: createModel, times: 1 });
    await expect(opsTest.trackModel('n', { modelName: 'never' })).rejects.toMatchObject({
      maybeApplied: true,
    });

    await opsTest.finish();

    expect(host.journaled.filter((line) => line.endsWith('never'))).toEqual([
      'intend never',
      'asked never',
      'failed never',
      'failed never',
    ]);
  });

  test('a model that was made, but not connected, and could not be destroyed is destroyed in the end', async () => {
    const { opsTest, host } = await file.open();
    file.controller.faults.failMethod('Client.FullStatus', { message: 'no status', times: 1 });
    file.controller.faults.failMethod('ModelManager.DestroyModels', {
      message: 'not now',
      code: 'operation is blocked',
      times: 2,
    });
    await expect(opsTest.trackModel('h', { modelName: 'half' })).rejects.toThrow('no status');
    expect(host.journaled.at(-1)).toBe('failed half');
    await file.controller.faults.clear();

    await opsTest.finish();

    expect(file.models()).toEqual([]);
    expect(host.journaled).toContain('destroyed half');
  });
});
