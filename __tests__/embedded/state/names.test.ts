import {
  isValidApplicationName,
  isValidMachineId,
  isValidModelName,
  isValidUnitName,
  isValidUserName,
} from '../../../src/embedded/state/names';

test.each([
  [isValidApplicationName, ['web', 'web-k8s', 'web2', 'a'], ['Web', 'web-2', '2web', 'web_x', '', 'web-']],
  [isValidModelName, ['test', 'test-1', '1'], ['Test', '-test', 'test_1', '']],
  [isValidUserName, ['bob', 'bob.smith', 'b-1'], ['b', '.bob', 'bob@', '']],
  [isValidUnitName, ['web/0', 'web-k8s/12'], ['web', 'web/01', 'web/', 'web/-1']],
  [isValidMachineId, ['0', '10', '0/lxd/1'], ['a', '01', '0/lxd', '']],
] as const)('%p takes what Juju takes', (isValid, valid, invalid) => {
  expect(valid.filter((name) => !isValid(name))).toEqual([]);
  expect(invalid.filter((name) => isValid(name))).toEqual([]);
});
