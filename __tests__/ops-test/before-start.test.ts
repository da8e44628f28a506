import { NoModelError } from '../../src/ops-test/errors';
import { OpsTest } from '../../src/ops-test/ops-test';
import { testFolder } from '../support/ops-test-folder';
import { recordingHost } from '../support/ops-test-host';

test('before the file’s model is made there is none, and the message says when there is', () => {
  const opsTest = new OpsTest({}, recordingHost());

  expect(() => opsTest.model).toThrow(NoModelError);
  expect(() => opsTest.model).toThrow(
    "opsTest.model needs a current model, and there is none: the test file's model has not been made. " +
      'It is there from the first hook or test on, not while the file is being read.',
  );
});

test('without a model the properties of the current one are undefined, or the options', () => {
  const opsTest = new OpsTest({ keepModels: true, destroyStorage: true }, recordingHost());

  expect(opsTest).toMatchObject({
    hasModel: false,
    currentAlias: undefined,
    modelName: undefined,
    modelFullName: undefined,
    cloudName: undefined,
    modelConfig: undefined,
    keepModel: true,
    destroyStorage: true,
    aborted: false,
    embedded: undefined,
  });
  expect(opsTest.models.size).toBe(0);
});

test('the default model’s name is the file’s, and stays the same', () => {
  const opsTest = new OpsTest({}, recordingHost({ testPath: '/repo/test/test_foo.test.ts' }));

  expect(opsTest.defaultModelName).toMatch(/^test-foo-[a-z0-9]{4}$/);
  expect(opsTest.defaultModelName).toBe(opsTest.defaultModelName);
});

test('what needs the controller says that it is not there yet', async () => {
  const opsTest = new OpsTest({}, recordingHost());

  await expect(opsTest.trackModel('second')).rejects.toThrow(
    'opsTest.trackModel needs the controller, to which opsTest is not connected yet',
  );
  expect(() => opsTest.controller).toThrow('opsTest.controller needs the controller');
  expect(() => opsTest.controllerName).toThrow('opsTest.controllerName needs the controller');
});

test('a context on an alias that is not tracked is an error, and nothing is switched', async () => {
  const opsTest = new OpsTest({}, recordingHost());

  expect(() => opsTest.modelContext('second')).toThrow(
    "second not found: opsTest tracks no model with that alias; it tracks none. Track one with opsTest.trackModel('second').",
  );
  await expect(opsTest.modelContext('second', () => 1)).rejects.toThrow('second not found');
  expect(opsTest.currentAlias).toBeUndefined();
});

test('abort tells the layer above why', () => {
  const opsTest = new OpsTest({}, recordingHost());

  expect(() => opsTest.abort('no cloud')).toThrow('no cloud');
  expect(() => opsTest.abort()).toThrow('opsTest.abort() was called');
});

test('no registered controller is an error before anything is made', async () => {
  const host = recordingHost({ env: { JUJU_DATA: testFolder() } });

  await expect(new OpsTest({}, host).start()).rejects.toThrow('The juju client has no controller registered');
  expect(host.journaled).toEqual([]);
});

test('a missing modelConfig is an error before anything is made', async () => {
  const host = recordingHost({ env: { JUJU_DATA: testFolder() }, rootDir: '/repo' });

  await expect(new OpsTest({ modelConfig: 'no.yaml' }, host).start()).rejects.toThrow('/repo/no.yaml');
  expect(host.journaled).toEqual([]);
});

test('the end without a beginning is quiet, and may come twice', async () => {
  const opsTest = new OpsTest({}, recordingHost());

  await opsTest.finish();
  await opsTest.finish();

  expect(opsTest.hasModel).toBe(false);
});
