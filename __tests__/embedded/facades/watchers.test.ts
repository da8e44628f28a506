import { RawClient } from '../../support/embedded-wire-client';
import { startScene } from '../../support/embedded-wire-scene';
import { stopServers } from '../../support/embedded-wire-server';

afterEach(stopServers);

test('a watcher is known to its own connection only, and by its own facade only', async () => {
  const scene = await startScene('3.6');
  const [one, other] = await Promise.all(
    [1, 2].map(() => RawClient.login(scene, { modelUuid: scene.model.uuid })),
  );
  const { 'watcher-id': id } = (await one?.result('Client', 8, 'WatchAll')) ?? {};
  const unknown = { error: 'unknown watcher id', 'error-code': 'not found' };
  await expect(other?.call('AllWatcher', 3, 'Next', {}, id)).resolves.toMatchObject(unknown);
  await expect(one?.call('StringsWatcher', 1, 'Next', {}, id)).resolves.toMatchObject(unknown);
  await expect(one?.call('AllWatcher', 3, 'Next', {}, '99')).resolves.toMatchObject(unknown);
  await expect(one?.call('AllWatcher', 3, 'Next', {}, id)).resolves.toHaveProperty('response.deltas');
});

test('a watcher that was stopped is not known any more', async () => {
  const scene = await startScene('3.6');
  const client = await RawClient.login(scene, { modelUuid: scene.model.uuid });
  const { 'watcher-id': id } = await client.result('Client', 8, 'WatchAll');
  await client.result('AllWatcher', 3, 'Next', {}, id);
  const waiting = client.call('AllWatcher', 3, 'Next', {}, id);
  await expect(client.call('AllWatcher', 3, 'Stop', {}, id)).resolves.toMatchObject({ response: {} });
  const stopped = await waiting;
  expect(stopped.error).toBe('watcher was stopped');
  expect(stopped).not.toHaveProperty('error-code');
  await expect(client.call('AllWatcher', 3, 'Next', {}, id)).resolves.toMatchObject({
    error: 'unknown watcher id',
  });
});

test('ids of watchers count up on Juju 3, and have a prefix of the connection on Juju 4', async () => {
  const idsOf = async (series: '3.6' | '4.0') => {
    const scene = await startScene(series);
    const client = await RawClient.login(scene, { modelUuid: scene.model.uuid });
    const tag = `action-${scene.actionId}`;
    const { results } = await client.result<{ results: { 'watcher-id': string }[] }>(
      ...(['Action', 7, 'WatchActionsProgress', { entities: [{ tag }, { tag }] }] as const),
    );
    return results.map(({ 'watcher-id': id }) => id);
  };
  await expect(idsOf('3.6')).resolves.toEqual(['1', '2']);
  const [one = '', two = ''] = await idsOf('4.0');
  expect([one, two]).toEqual([
    expect.stringMatching(/^[0-9a-f]+-1$/),
    expect.stringMatching(/^[0-9a-f]+-2$/),
  ]);
  expect(one.split('-')[0]).toBe(two.split('-')[0]);
});

test('a connection that ends takes its watchers along', async () => {
  const scene = await startScene('3.6');
  const client = await RawClient.login(scene, { modelUuid: scene.model.uuid });
  const { changes } = scene.state;
  const subscribe = changes.subscribe.bind(changes);
  const unsubscribed = new Promise<void>((resolve) => {
    jest.spyOn(changes, 'subscribe').mockImplementation((listener) => {
      const unsubscribe = subscribe(listener);
      return () => {
        unsubscribe();
        resolve();
      };
    });
  });
  await client.result('Client', 8, 'WatchAll');
  await client.close();
  await expect(unsubscribed).resolves.toBeUndefined();
});
