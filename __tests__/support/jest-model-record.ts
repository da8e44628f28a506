import type { ModelRecord } from '../../src/jest/ledger/model-record';

/** What a ledger says of a model before it is made. */
export function intendedRecord(changes: Partial<ModelRecord> = {}): ModelRecord {
  return {
    id: 'one',
    at: '2026-01-01T00:00:00.000Z',
    testPath: `${process.cwd()}/deploy.test.ts`,
    controllerName: 'lab',
    jujuData: '/home/me/juju',
    modelName: 'deploy-a1b2',
    owner: 'admin',
    destroyStorage: false,
    embedded: false,
    state: 'intended',
    ...changes,
  };
}

/** What it says of one that is made, where the test says nothing else. */
export function modelRecord(changes: Partial<ModelRecord> = {}): ModelRecord {
  return intendedRecord({ state: 'created', uuid: 'uuid-1', fullName: 'lab:deploy-a1b2', ...changes });
}
