import { ModelInUseError } from '../../src/ops-test/errors';
import type { ModelJournal } from '../../src/ops-test/model-journal';
import { onEmbedded } from '../support/ops-test-embedded';
import { recordingHost } from '../support/ops-test-host';

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  const file = onEmbedded(juju);

  /** A journal during whose writing somebody else makes the model. */
  function overtaken(name: string): ModelJournal {
    const { journal } = recordingHost();
    return {
      ...journal,
      async intend(entry) {
        await journal.intend(entry);
        if (entry.modelName === name) file.controller.state.addModel({ name, owner: 'admin' });
      },
    };
  }

  test('two test files whose option model names the same new model both get it, and it stays', async () => {
    const first = file.make({ model: 'shared' });
    const second = file.make({ model: 'shared' });

    await Promise.all([first.opsTest.start(), second.opsTest.start()]);

    expect(first.opsTest.model.uuid).toBe(second.opsTest.model.uuid);
    await Promise.all([first.opsTest.finish(), second.opsTest.finish()]);
    expect(file.models()).toEqual(['shared']);
  });

  test('a model that somebody else was faster to make is used, and kept as one that was there', async () => {
    const { opsTest } = await file.open({}, { journal: overtaken('shared') });

    const model = await opsTest.trackModel('s', { modelName: 'shared' });

    expect(model.name).toBe('shared');
    expect(opsTest.models.get('s')?.keep).toBe(true);
    await opsTest.finish();
    expect(file.models()).toEqual(['shared']);
  });

  test('with useExisting false a model that somebody else was faster to make is ModelInUseError, and stays', async () => {
    const { opsTest } = await file.open({}, { journal: overtaken('shared') });

    await expect(opsTest.trackModel('s', { modelName: 'shared', useExisting: false })).rejects.toThrow(
      ModelInUseError,
    );

    expect(file.models()).toContain('shared');
  });
});
