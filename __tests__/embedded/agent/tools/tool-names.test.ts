import { toolNames } from '../../../../src/embedded/agent/tools/run-hook-tool';

// As Juju's agents have them.
const common = [
  ...['action-fail', 'action-get', 'action-log', 'action-set', 'application-version-set', 'close-port'],
  ...['config-get', 'credential-get', 'goal-state', 'is-leader', 'juju-log', 'juju-reboot', 'network-get'],
  ...['open-port', 'opened-ports', 'relation-get', 'relation-ids', 'relation-list', 'relation-model-get'],
  ...['relation-set', 'resource-get', 'secret-add', 'secret-get', 'secret-grant', 'secret-ids'],
  ...['secret-info-get', 'secret-remove', 'secret-revoke', 'secret-set', 'state-delete', 'state-get'],
  ...['state-set', 'status-get', 'status-set', 'storage-add', 'storage-get', 'storage-list', 'unit-get'],
];

const legacy = [
  ...['k8s-raw-get', 'k8s-raw-set', 'k8s-spec-get', 'k8s-spec-set', 'pod-spec-get', 'pod-spec-set'],
  ...['leader-get', 'leader-set', 'payload-register', 'payload-status-set', 'payload-unregister'],
];

test('Juju 4 has given up pod specs, payloads and leader settings', () => {
  expect(toolNames('3.6')).toEqual([...common, ...legacy].toSorted());
  expect(toolNames('4.0')).toEqual(common);
});
