import { type Clock, systemClock } from '../../../src/clock';
import type { CloudRecord } from '../../../src/jest/ledger/cloud-record';
import type { CloudOutcome } from '../../../src/jest/ledger/entries';
import { sweepClouds } from '../../../src/jest/reaper/sweep-clouds';
import { Controller } from '../../../src/model/controller/controller';
import { ClientStore } from '../../../src/juju/client-store';
import { embeddedForJest } from '../../support/jest-embedded';

const lab = embeddedForJest();

/** Pauses pass at once. */
const hasty: Clock = { ...systemClock, sleep: () => Promise.resolve() };

function record(changes: Partial<CloudRecord> = {}): CloudRecord {
  return {
    cloudId: 'one',
    at: new Date().toISOString(),
    testPath: '/repo/k8s.test.ts',
    controllerName: 'lab',
    jujuData: lab.controller.jujuData,
    cloudName: 'k8s',
    embedded: false,
    state: 'added',
    ...changes,
  };
}

async function sweep(clouds: readonly CloudRecord[], clock = hasty): Promise<CloudOutcome[]> {
  const outcomes: CloudOutcome[] = [];
  const settle = (_: CloudRecord, outcome: CloudOutcome) => void outcomes.push(outcome);
  await sweepClouds(clouds, { patienceMs: 30_000, clock, settle });
  return outcomes;
}

async function addCloud(name = 'k8s'): Promise<void> {
  const controller = await Controller.connect({
    store: new ClientStore(lab.controller.jujuData),
    controllerName: 'lab',
  });
  await controller.addCloud(name, {
    type: 'kubernetes',
    authTypes: ['oauth2'],
    endpoint: 'https://k8s:6443',
    regions: [{ name: 'default', endpoint: 'https://k8s:6443' }],
    hostCloudRegion: 'kubernetes/lab',
  });
  await controller.addCredential(name, { cloud: name, authType: 'oauth2', attributes: { Token: 'sesame' } });
  await controller.close();
}

const clouds = () => [...lab.controller.state.clouds.keys()].filter((name) => name === 'k8s');

afterEach(() => void lab.controller.state.clouds.delete('k8s'));

test('a cloud is removed, and one that is gone already counts as removed', async () => {
  await addCloud();

  expect(await sweep([record(), record({ cloudId: 'two', cloudName: 'gone' })])).toEqual([
    { type: 'cloud removed' },
    { type: 'cloud removed' },
  ]);
  expect(clouds()).toEqual([]);
});

test('a cloud that the controller was never asked for is not ours: one of that name stays', async () => {
  await addCloud();

  expect(await sweep([record({ state: 'intended' })])).toEqual([{ type: 'cloud removed' }]);
  expect(clouds()).toEqual(['k8s']);
});

test('a cloud whose adding was not answered is waited for: it may take effect a little later', async () => {
  let pauses = 0;
  const clock: Clock = { ...hasty, sleep: async () => (++pauses === 3 ? addCloud() : undefined) };

  expect(await sweep([record({ state: 'asked' })], clock)).toEqual([{ type: 'cloud removed' }]);
  expect(clouds()).toEqual([]);
});

test('a cloud with a model on it stays, and says which', async () => {
  await addCloud();
  lab.controller.state.addModel({ name: 'kept', owner: 'admin', cloud: 'k8s', credential: 'k8s' });

  expect(await sweep([record()])).toEqual([
    { type: 'cloud failed', message: 'it is still used by lab:kept' },
  ]);
  expect(clouds()).toEqual(['k8s']);
});

test('a controller that is not registered any more is not asked any more', async () => {
  expect(await sweep([record({ controllerName: 'gone' })])).toEqual([
    { type: 'cloud kept', why: expect.stringContaining('its controller is not known any more') as string },
  ]);
});
