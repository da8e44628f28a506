import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as embedded from '../../src/embedded';
import * as main from '../../src/index';

const root = join(__dirname, '../..');
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};

test('the package has the entries that Jest and its users ask for', () => {
  expect(Object.keys(exports)).toEqual([
    '.',
    './jest-preset',
    './environment',
    './reporter',
    './embedded',
    './package.json',
  ]);
});

test('every entry is there, with its types', () => {
  for (const entry of Object.values(exports)) {
    for (const path of typeof entry === 'string' ? [entry] : Object.values(entry)) {
      expect(readFileSync(join(root, path), 'utf8')).not.toBe('');
    }
  }
});

test('jest-operator/embedded exports what its page names, and no more', () => {
  expect(Object.keys(embedded).sort()).toEqual([
    'ApiError',
    'EmbeddedController',
    'certificateAuthority',
    'charm',
    'database',
    'ingress',
    'prometheus',
    'readCharmDirectory',
  ]);
});

test('jest-operator exports classes to match on, predicates to wait for, the markers, and no more', () => {
  expect(Object.keys(main).sort()).toEqual([
    'ActionFailedError',
    'ActionHandle',
    'AgentError',
    'Application',
    'ApplicationError',
    'AuthenticationError',
    'BuildError',
    'Bundle',
    'CertificateError',
    'CharmError',
    'Charmhub',
    'CharmhubError',
    'ClientStoreError',
    'CommandError',
    'ConnectionClosedError',
    'ConnectionFailedError',
    'ConnectionLostError',
    'Controller',
    'ControllerNotFoundError',
    'CopiedFile',
    'EntityMap',
    'EntityNotFoundError',
    'ExecError',
    'FacadeNotSupportedError',
    'FastForward',
    'JujuApiError',
    'JujuBulkError',
    'JujuError',
    'KubernetesError',
    'Machine',
    'MachineError',
    'MessageTooLargeError',
    'Model',
    'ModelContext',
    'ModelInUseError',
    'ModelKeep',
    'ModelLeftOverError',
    'ModelNotDestroyedError',
    'ModelNotFoundError',
    'ModelSpaces',
    'ModelStorage',
    'NoModelError',
    'Offer',
    'OpsTest',
    'OptionError',
    'ProgramNotFoundError',
    'ProtocolError',
    'Relation',
    'RemoteApplication',
    'RequestAbortedError',
    'RequestTimeoutError',
    'SshKeys',
    'StatusAfterActionError',
    'TemplateError',
    'TestFileError',
    'Unit',
    'UnitError',
    'User',
    'WaitAbortedError',
    'WaitError',
    'WaitFailedError',
    'WaitTimeoutError',
    'allActive',
    'allAgentsIdle',
    'allBlocked',
    'allError',
    'allMaintenance',
    'allWaiting',
    'and',
    'anyActive',
    'anyBlocked',
    'anyError',
    'anyMaintenance',
    'anyWaiting',
    'appStatus',
    'copyIn',
    'describe',
    'eventually',
    'gone',
    'it',
    'leader',
    'not',
    'or',
    'related',
    'test',
    'unitCount',
    'unitStatus',
  ]);
});
