import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools, type HookTools } from '../../../support/hook-tools';

const done = { code: 0, stdout: '', stderr: '' };

let model: Model;
let hook: HookTools;

beforeEach(async () => {
  model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const metadata = 'name: web\npayloads:\n  monitor:\n    type: docker\n';
  hook = hookTools(model, 'web/0', { files: new Map([['/charm/metadata.yaml', metadata]]) });
});

const payloads = () => [...model.unit('web/0').payloads.values()];

test('a payload is known at once, and forgotten at once', async () => {
  expect(await hook.run(['payload-register', 'docker', 'monitor', 'abc', 'blue', 'big'])).toEqual(done);
  expect(payloads()).toEqual([
    { class: 'monitor', type: 'docker', id: 'abc', labels: ['blue', 'big'], status: 'running' },
  ]);
  expect(await hook.run(['payload-status-set', 'monitor', 'abc', 'stopping'])).toEqual(done);
  expect(payloads()).toMatchObject([{ status: 'stopping' }]);
  expect(await hook.run(['payload-unregister', 'monitor', 'abc'])).toEqual(done);
  expect(await hook.run(['payload-unregister', 'monitor', 'abc'])).toEqual(done);
  expect(payloads()).toEqual([]);
});

test.each([
  ['a payload without an id', ['payload-register', 'docker', 'monitor'], 2, 'missing required arguments'],
  ['a payload with an empty id', ['payload-register', 'docker', 'monitor', ''], 1, 'missing ID not valid'],
  [
    'an unknown class',
    ['payload-register', 'docker', 'bogus', 'x'],
    1,
    'payload "bogus" not found in metadata.yaml',
  ],
  [
    'another type than that of the class',
    ['payload-register', 'kvm', 'monitor', 'x'],
    1,
    'incorrect type "kvm" for payload "monitor", expected "docker"',
  ],
  ['no status', ['payload-status-set', 'monitor', 'x'], 2, 'missing required arguments'],
  ['two statuses', ['payload-status-set', 'monitor', 'x', 'stopped', 'y'], 2, 'unrecognized args: ["y"]'],
  [
    'a status that there is not',
    ['payload-status-set', 'monitor', 'x', 'started'],
    1,
    'status "started" not supported; expected one of ["running", "starting", "stopped", "stopping"]',
  ],
  [
    'a status of what is not registered',
    ['payload-status-set', 'monitor', 'x', 'stopped'],
    1,
    'payload not found',
  ],
  ['to forget without an id', ['payload-unregister', 'monitor'], 2, 'missing required arguments'],
  ['to forget two', ['payload-unregister', 'monitor', 'x', 'y'], 2, 'unrecognized args: ["y"]'],
])('refuses %s', async (_title, call, code, message) => {
  expect(await hook.run(call)).toEqual({ code, stdout: '', stderr: `ERROR ${message}\n` });
});

test('a charm without metadata.yaml has no payloads', async () => {
  expect(await hookTools(model, 'web/0').run(['payload-register', 'docker', 'monitor', 'x'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'ERROR open /charm/metadata.yaml: no such file or directory\n',
  });
});
