import { availableParallelism } from 'node:os';
import { EmbeddedController } from '../../../../src/embedded';
import { checkExecuteOptions } from '../../../../src/embedded/agent/process/execute-options';

test('charms are not executed unless that is asked for, and one process a core is the default', () => {
  expect(checkExecuteOptions({})).toMatchObject({
    execute: false,
    concurrency: availableParallelism(),
    pythonStart: 'auto',
    isolation: 'auto',
    hostCommands: 'refuse',
    debugHooks: false,
  });
});

test.each([
  ['execute', 'yes', 'is "yes". It can be true or false.'],
  ['concurrency', 0, 'is 0. It must be a whole number greater than 0.'],
  ['python', 'python3', 'is "python3". It must be the absolute path of a Python interpreter.'],
  ['pythonStart', 'warm', `is "warm". It can be 'auto', 'cold', 'fork'.`],
  ['isolation', 'docker', `is "docker". It can be 'auto', 'jail', 'guard', 'none'.`],
  ['jailDisk', '1M', `is "1M". It must be a size of at least '16M', such as '512M' or '2G'.`],
  ['jailDisk', 512, `is 512. It must be a size of at least '16M', such as '512M' or '2G'.`],
  ['debugHooks', 1, 'is 1. It can be true or false.'],
])('%s is refused where it is wrong', (option, value, problem) => {
  expect(() => checkExecuteOptions({ [option]: value })).toThrow(
    `The embedded controller's option ${option} ${problem}`,
  );
});

test.each([
  ['16M', 16 * 1024 ** 2],
  ['2G', 2 * 1024 ** 3],
])('a jail of %s has its bytes', (jailDisk, bytes) => {
  expect(checkExecuteOptions({ jailDisk }).jailDisk).toBe(bytes);
});

test('sources that nobody would run, or that are not there, are refused', async () => {
  await expect(EmbeddedController.start({ charms: { web: { source: __dirname } } })).rejects.toThrow(
    `The embedded controller's option charms names the sources of "web", and charms are not executed. Add \`execute: true\`, or give a script.`,
  );
  await expect(
    EmbeddedController.start({ execute: true, charms: { web: { source: '/no/such' } } }),
  ).rejects.toThrow(
    `The embedded controller's option charms has "/no/such" as source of "web". It must be the folder of a charm.`,
  );
});
