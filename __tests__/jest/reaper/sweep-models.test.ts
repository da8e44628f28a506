import { rm } from 'node:fs/promises';

import { type Clock, systemClock } from '../../../src/clock';
import type { ModelOutcome } from '../../../src/jest/ledger/entries';
import type { ModelRecord } from '../../../src/jest/ledger/model-record';
import { sweepModels } from '../../../src/jest/reaper/sweep-models';
import { embeddedForJest } from '../../support/jest-embedded';
import { intendedRecord, modelRecord } from '../../support/jest-model-record';

const lab = embeddedForJest();

/** A record of a model on the lab. */
function record(changes: Partial<ModelRecord>): ModelRecord {
  const { jujuData } = lab.controller;
  return modelRecord({ jujuData, at: new Date().toISOString(), ...changes });
}

/** Pauses pass at once. */
const hasty: Clock = { ...systemClock, sleep: () => Promise.resolve() };

/** A record as it is when the run has died between the question for the model and the answer to it. */
function intent(modelName: string, changes: Partial<ModelRecord> = {}): ModelRecord {
  const { jujuData } = lab.controller;
  return intendedRecord({ jujuData, at: new Date().toISOString(), modelName, asked: true, ...changes });
}

async function sweep(
  models: readonly ModelRecord[],
  options: { patienceMs?: number; signal?: AbortSignal } = {},
): Promise<Record<string, ModelOutcome>> {
  const outcomes: Record<string, ModelOutcome> = {};
  await sweepModels(models, {
    patienceMs: 30_000,
    clock: hasty,
    settle: ({ modelName }, outcome) => void (outcomes[modelName] = outcome),
    ...options,
  });
  return outcomes;
}

const addModel = (name: string, owner = 'admin') => lab.controller.state.addModel({ name, owner });

test('models are destroyed by their UUIDs, and one that is gone already counts as destroyed', async () => {
  const { uuid } = addModel('one');
  addModel('bystander');

  const outcomes = await sweep([
    record({ modelName: 'one', uuid }),
    record({ modelName: 'gone', uuid: '8e5d8a92-8a5b-4b43-8a7d-000000000000' }),
  ]);

  expect(outcomes).toEqual({ one: { type: 'destroyed' }, gone: { type: 'destroyed' } });
  expect(lab.live()).toEqual(['bystander']);
});

test('a model of which only the intent is known is found by name and owner', async () => {
  lab.controller.state.users.add({ createdBy: 'admin', name: 'alice', password: 'alice-password' });
  addModel('same-a1b2');
  addModel('same-a1b2', 'alice');

  const outcomes = await sweep([intent('same-a1b2')]);

  expect(outcomes).toEqual({ 'same-a1b2': { type: 'destroyed' } });
  expect([...lab.controller.state.models.values()].map(({ owner }) => owner)).toContain('alice');
  expect(lab.live()).toEqual(['same-a1b2']);
});

test("a model of that name that is older than the intent is another's, and stays", async () => {
  addModel('fixed-name');
  const at = new Date(Date.now() + 10 * 60_000).toISOString();

  expect(await sweep([intent('fixed-name', { at })])).toEqual({ 'fixed-name': { type: 'destroyed' } });
  expect(lab.live()).toEqual(['fixed-name']);
});

test('a model that was asked for and is not there may yet appear: it is not noted as destroyed', async () => {
  const { late } = await sweep([intent('late')]);
  expect(late).toMatchObject({ type: 'failed' });
  expect(late).toHaveProperty(
    'message',
    expect.stringMatching(/gave no answer.* under the name late; it may yet/),
  );

  addModel('late');
  expect(await sweep([intent('late')])).toEqual({ late: { type: 'destroyed' } });
  expect(lab.live()).toEqual([]);
});

test('after a day it will not appear any more', async () => {
  const at = new Date(Date.now() - 25 * 60 * 60_000).toISOString();

  expect(await sweep([intent('never', { at })])).toEqual({ never: { type: 'destroyed' } });
});

test('a model that the controller was not asked for is not looked for: one of that name is not ours', async () => {
  addModel('shared');

  expect(await sweep([intent('shared', { asked: false })])).toEqual({ shared: { type: 'destroyed' } });
  expect(lab.live()).toEqual(['shared']);
});

test('what the controller says when it refuses is the reason', async () => {
  lab.controller.faults.failMethod('ModelManager.DestroyModels', { message: 'the cloud says no' });
  const { uuid } = addModel('one');

  const { one } = await sweep([record({ modelName: 'one', uuid })]);

  expect(one).toMatchObject({ type: 'failed' });
  expect(one).toHaveProperty('message', expect.stringContaining('the cloud says no'));
});

test('a controller that is not registered any more has nothing for anybody to do', async () => {
  const { one } = await sweep([record({ modelName: 'one', controllerName: 'unregistered' })]);

  expect(one).toMatchObject({ type: 'kept' });
  expect(one).toHaveProperty('why', expect.stringContaining('its controller is not known any more'));
});

test('a controller out of reach is given up when patience ends', async () => {
  lab.controller.faults.refuse();

  const { one } = await sweep([record({ modelName: 'one' })], { patienceMs: 100 });

  expect(one).toMatchObject({ type: 'failed' });
});

test('the signal ends what hangs', async () => {
  lab.controller.faults.hang({ method: 'ModelManager.DestroyModels' });
  const { uuid } = addModel('one');

  const { one } = await sweep([record({ modelName: 'one', uuid })], { signal: AbortSignal.timeout(200) });

  expect(one).toMatchObject({ type: 'failed' });
});

test("the client's files are looked for where the run had them", async () => {
  const jujuData = `${lab.controller.jujuData}-elsewhere`;

  expect(await sweep([record({ modelName: 'one', jujuData })])).toMatchObject({ one: { type: 'kept' } });
  await rm(jujuData, { recursive: true, force: true });
});
