import type { NamespaceFacts, Refusal } from '../../../../src/embedded/agent/isolation/explain-refusal';
import { explainRefusal, readNamespaceFacts } from '../../../../src/embedded/agent/isolation/explain-refusal';

const plain: NamespaceFacts = { apparmor: undefined, clone: undefined, max: 96_364, container: false };
const ubuntu: NamespaceFacts = { ...plain, apparmor: 1 };
const docker: NamespaceFacts = { ...plain, container: true };
const of = (step: string, errno: number, why = 'Operation not permitted'): Refusal => ({ step, errno, why });

test.each<[string, Refusal, NamespaceFacts, string, string]>([
  [
    'AppArmor on mapping ids',
    of('map', 1),
    ubuntu,
    'AppArmor keeps',
    'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  [
    'AppArmor on mounting',
    of('private', 13),
    ubuntu,
    'AppArmor keeps',
    'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
  ],
  [
    'AppArmor that is not to blame',
    of('map', 1),
    { ...ubuntu, apparmor: 0 },
    '(map: Operation not permitted)',
    'Linux 5.11',
  ],
  [
    'a setting of Debian',
    of('unshare', 1),
    { ...plain, clone: 0 },
    'kernel.unprivileged_userns_clone is 0',
    'sysctl -w kernel.unprivileged_userns_clone=1',
  ],
  [
    'a limit of none',
    of('unshare', 28),
    { ...plain, max: 0 },
    'user.max_user_namespaces is 0',
    'sysctl -w user.max_user_namespaces=15000',
  ],
  [
    'a limit that is reached',
    of('unshare', 28),
    plain,
    'as many user namespaces as it allows',
    'sysctl -w user.max_user_namespaces=15000',
  ],
  [
    'seccomp of a container',
    of('unshare', 1),
    docker,
    'this container may make no namespaces',
    '--security-opt seccomp=unconfined',
  ],
  [
    'a masked /proc',
    of('mount proc', 1),
    docker,
    'hides parts of /proc',
    '--security-opt systempaths=unconfined',
  ],
  [
    'a kernel without',
    of('unshare', 22, 'Invalid argument'),
    plain,
    'built without user namespaces',
    'CONFIG_USER_NS',
  ],
  [
    'anything else',
    of('pivot_root', 22, 'Invalid argument'),
    plain,
    '(pivot_root: Invalid argument)',
    'Linux 5.11',
  ],
])('%s is told in words, with the way out', (_what, refusal, facts, why, wayOut) => {
  const told = explainRefusal(refusal, facts);
  expect(told.why).toContain(why);
  expect(told.wayOut).toContain(wayOut);
});

test('what this machine says of namespaces is numbers, or nothing where it says nothing', () => {
  const { apparmor, clone, max, container } = readNamespaceFacts();
  for (const fact of [apparmor, clone, max]) expect(fact ?? 0).toBeGreaterThanOrEqual(0);
  expect(typeof container).toBe('boolean');
});
