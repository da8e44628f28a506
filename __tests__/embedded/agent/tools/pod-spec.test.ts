import type { Model } from '../../../../src/embedded/state/model';
import { deployFixture, newState } from '../../../support/embedded-domain';
import { hookTools } from '../../../support/hook-tools';

async function deployed(charm: 'web' | 'web-k8s'): Promise<Model> {
  const cloud = charm === 'web' ? 'localhost' : 'k8s';
  const model = newState().addModel({ name: 'test', owner: 'admin', cloud });
  await deployFixture(model, charm, { name: 'web', units: 2 });
  model.application('web').leader = 'web/0';
  return model;
}

const failed = (message: string) => ({ code: 1, stdout: '', stderr: `ERROR ${message}\n` });

const refusal =
  'the embedded controller makes no pods of specs, and Juju 4 does not either: write a sidecar charm, or test on Juju 3';

test.each(['k8s-spec-get', 'pod-spec-get', 'k8s-raw-get'])('%s finds none', async (tool) => {
  expect(await hookTools(await deployed('web-k8s'), 'web/0').run([tool])).toEqual(
    failed('k8s spec for application web not found'),
  );
  const machines = hookTools(await deployed('web'), 'web/0');
  expect(await machines.run([tool])).toEqual(failed('called CAASModel() on a non-CAAS Model not supported'));
  expect(await machines.run([tool, 'x'])).toMatchObject({
    code: 2,
    stderr: 'ERROR unrecognized args: ["x"]\n',
  });
});

test.each([
  ['k8s-spec-set', 'k8s spec'],
  ['pod-spec-set', 'k8s spec'],
  ['k8s-raw-set', 'k8s raw spec'],
])('%s is refused, after what Juju refuses', async (tool, what) => {
  const model = await deployed('web-k8s');
  const files = new Map([['/charm/spec.yaml', 'version: 3\n']]);
  const leader = hookTools(model, 'web/0', { files });
  expect(await leader.run([tool], '')).toEqual(
    failed(`no ${what} specified: pipe ${what} to command, or specify a file with --file`),
  );
  expect(await leader.run([tool, '--file', 'bogus'])).toEqual(
    failed('open /charm/bogus: no such file or directory'),
  );
  expect(await leader.run([tool, '--file', ''])).toEqual(failed('path not set'));
  expect(await leader.run([tool, '--file', 'spec.yaml'])).toEqual(failed(refusal));
  expect(await leader.run([tool], 'version: 3\n')).toEqual(failed(refusal));
  expect(await hookTools(model, 'web/1', { files }).run([tool, '--file', 'spec.yaml'])).toEqual(
    failed('this unit is not the leader'),
  );
});

test('the other file of a pod spec must be there, too', async () => {
  const leader = hookTools(await deployed('web-k8s'), 'web/0');
  expect(await leader.run(['k8s-spec-set', '--k8s-resources', 'more.yaml'], 'version: 3\n')).toEqual(
    failed('open /charm/more.yaml: no such file or directory'),
  );
});
