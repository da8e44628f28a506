import type { ModelRecord } from '../../src/jest/ledger/model-record';

/** What a ledger says of a model; a made one, where the test says nothing else. */
export function modelRecord(changes: Partial<ModelRecord> = {}): ModelRecord {
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
    state: 'created',
    uuid: 'uuid-1',
    fullName: 'lab:deploy-a1b2',
    ...changes,
  };
}
