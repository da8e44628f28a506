import { startExecuting, startJailed, type Executing } from '../../../support/executed-charms';

/** The same with the pod's charm deployed. */
async function deployed(executing: Executing | undefined): Promise<Executing | undefined> {
  await executing?.deploy('pod');
  await executing?.settled();
  return executing;
}

const status = ({ model }: Executing) => model.unit('pod/0').workload;

jest.setTimeout(30_000);

test('the charm of a pod reaches Pebble when its container is up, and not before', async () => {
  const pod = await deployed(await startJailed({ cloud: 'kubernetes' }));
  if (pod === undefined) return;
  await pod.until('the container is ready', () => status(pod).status === 'active');
  expect(status(pod).message).toBe('web runs, for web');
  const messages = pod.model.unit('pod/0').workload.history.map(({ message }) => message);
  expect(messages).toContain('the container is not reached');
});

test('the programs of a container are those that the test has given it', async () => {
  const pod = await deployed(await startJailed({ cloud: 'kubernetes' }));
  if (pod === undefined) return;
  await pod.until('the container is ready', () => status(pod).status === 'active');
  expect((await pod.act('pod/0', 'version')).output).toMatchObject({ status: '400' });
  pod.controller.workload('pod', 'web', { serve: () => '1.0\n' });
  expect((await pod.act('pod/0', 'version')).output).toMatchObject({ status: '202' });
});

test('a container has the storage that the charm mounts in it', async () => {
  const pod = await deployed(await startJailed({ cloud: 'kubernetes' }));
  if (pod === undefined) return;
  await pod.until('the container is ready', () => status(pod).status === 'active');
  expect((await pod.act('pod/0', 'look')).output).toMatchObject({ names: 'kept' });
});

test('without a jail its container stays down, which is said', async () => {
  const pod = await deployed(await startExecuting({ cloud: 'kubernetes' }));
  expect(pod).toBeDefined();
  if (pod === undefined) return;
  await pod.until('the hook is skipped', () =>
    pod.log('pod/0').some((line) => line.includes('skipped "web-pebble-ready" hook')),
  );
  expect(pod.log('pod/0')).toContainEqual(
    expect.stringContaining(
      'the container "web" stays down: charms find Pebble at /charm/containers only in a jail',
    ),
  );
  expect(status(pod).message).toBe('the container is not reached');
});

test('a program that is answered by no function is refused', async () => {
  const { controller } = await startExecuting({ cloud: 'kubernetes' });
  expect(() => controller.workload('pod', 'web', { serve: 'x' as never })).toThrow(
    'The program "serve" of the container "web" must be a function, got string',
  );
});
