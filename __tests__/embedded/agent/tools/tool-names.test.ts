import { toolNames } from '../../../../src/embedded/agent/tools/run-hook-tool';

const legacy = [
  ...['k8s-raw-get', 'k8s-raw-set', 'k8s-spec-get', 'k8s-spec-set', 'pod-spec-get', 'pod-spec-set'],
  ...['leader-get', 'leader-set', 'payload-register', 'payload-status-set', 'payload-unregister'],
];

const plain = [
  ...['action-fail', 'action-get', 'action-log', 'action-set', 'application-version-set', 'close-port'],
  ...['config-get', 'credential-get', 'is-leader', 'juju-log', 'juju-reboot', 'open-port', 'opened-ports'],
  ...['resource-get', 'state-delete', 'state-get', 'state-set', 'status-get', 'status-set', 'unit-get'],
];

test('Juju 4 has given up pod specs, payloads and leader settings', () => {
  expect(toolNames('3.6')).toEqual(expect.arrayContaining([...plain, ...legacy]));
  expect(toolNames('4.0')).toEqual(expect.arrayContaining(plain));
  expect(toolNames('4.0').filter((name) => legacy.includes(name))).toEqual([]);
  expect(toolNames('3.6')).toEqual(toolNames('3.6').toSorted());
});
