import { modelReport } from '../../../src/jest/report/model-report';
import { intendedRecord, modelRecord } from '../../support/jest-model-record';

const env = { JUJU_DATA: '/home/me/juju' };

test('models that were made and destroyed are not worth a line', () => {
  expect(modelReport([modelRecord({ state: 'destroyed' })], env)).toEqual({ kept: [], leftOver: [] });
});

test('a kept model comes with the commands to look into it, run on it and remove it', () => {
  const { kept, leftOver } = modelReport([modelRecord({ state: 'kept', why: 'keepModels is set' })], env);

  expect(kept).toEqual([
    'kept lab:deploy-a1b2 (keepModels is set)',
    '  look into it:  juju switch lab:deploy-a1b2',
    '  run on it:     JEST_OPERATOR_CONTROLLER=lab JEST_OPERATOR_MODEL=deploy-a1b2 JEST_OPERATOR_NO_DEPLOY=true npx jest deploy.test.ts',
    '  remove it:     juju destroy-model --no-prompt lab:deploy-a1b2',
  ]);
  expect(leftOver).toEqual([]);
});

test('a second model is no model to run its file on: that would make it the first', () => {
  const { kept } = modelReport([modelRecord({ state: 'kept', why: '', isSecond: true })], env);

  expect(kept.slice(1)).toEqual([
    '  look into it:  juju switch lab:deploy-a1b2',
    '  remove it:     juju destroy-model --no-prompt lab:deploy-a1b2',
  ]);
});

test('a model left over is named with its file and the reason', () => {
  const { leftOver } = modelReport([modelRecord({ state: 'failed', why: 'the cloud says no' })], env);

  expect(leftOver[0]).toBe('LEFT OVER: lab:deploy-a1b2 of deploy.test.ts: the cloud says no');
});

test('one of which nobody knows whether it was made is called by the name it was to have', () => {
  const { leftOver } = modelReport([intendedRecord()], env);

  expect(leftOver[0]).toMatch(
    /^LEFT OVER: lab:deploy-a1b2 of deploy\.test\.ts: it may or may not have been made/,
  );
});

test('where the juju client looks elsewhere by default, the commands say where to look', () => {
  const { kept } = modelReport([modelRecord({ state: 'kept', why: '', jujuData: "/tmp/it's here" })], env);

  expect(kept[1]).toBe(
    String.raw`  look into it:  JUJU_DATA='/tmp/it'\''s here' juju switch lab:deploy-a1b2`,
  );
});

test('a model of an embedded controller has gone with it', () => {
  const models = [modelRecord({ embedded: true }), modelRecord({ embedded: true, state: 'kept', why: '' })];

  expect(modelReport(models, env)).toEqual({ kept: [], leftOver: [] });
});
