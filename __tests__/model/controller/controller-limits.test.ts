import type { Controller } from '../../../src/model/controller/controller';
import { profiles, sceneFor } from '../../support/model-scene';

const wordOf = (error: unknown) => (error as { code?: string }).code;

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, timeScale: Infinity });

  test.each<[string, string, (controller: Controller, limits: object) => Promise<unknown>]>([
    ['listModels', 'ModelManager.ListModelSummaries', (it, limits) => it.listModels(limits)],
    ['model', 'ModelManager.ListModelSummaries', (it, limits) => it.model('controller', limits)],
    ['model', 'ModelManager.ModelInfo', (it, limits) => it.model('controller', limits)],
    ['addModel', 'Cloud.Clouds', (it, limits) => it.addModel('unmade', limits)],
  ])('%s ends with its timeout or its signal while %s is not answered', async (_, method, ask) => {
    const { controller, embedded } = scene();
    embedded.faults.hang({ method });

    const late = await ask(controller, { timeout: '100ms' }).catch(wordOf);
    const aborted = await ask(controller, { signal: AbortSignal.timeout(50) }).catch(wordOf);

    expect([late, aborted]).toEqual(['timeout', 'aborted']);
  });

  test('a model that is just being made when the signal fires is destroyed again', async () => {
    const { controller, embedded } = scene();
    embedded.faults.delay(200, { method: 'ModelManager.CreateModel', times: 1 });

    const word = await controller.addModel('given-up', { signal: AbortSignal.timeout(50) }).catch(wordOf);

    expect(word).toBe('aborted');
    expect((await controller.listModels()).map(({ name }) => name)).not.toContain('given-up');
  });

  test('a model that cannot be connected is left to who was told of it', async () => {
    const { controller, embedded } = scene();
    embedded.faults.failMethod('Client.FullStatus', { message: 'no status', times: 1 });
    const told: string[] = [];

    await expect(
      controller.addModel('theirs', { onCreated: ({ name }) => void told.push(name) }),
    ).rejects.toThrow('no status');

    expect(told).toEqual(['theirs']);
    expect((await controller.listModels()).map(({ name }) => name)).toContain('theirs');
  });
});
