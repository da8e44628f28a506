import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Pebble } from '../../../../src/embedded/agent/pebble/pebble';
import type { Executing } from '../../../support/executed-charms';
import { linesOf, openExecuting, startJailed } from '../../../support/executed-charms';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

// What the charm "teller" has written down of its environments, with a placeholder for what differs each time.
describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  let it: Executing;

  beforeAll(async () => {
    it = await openExecuting({ juju });
    await Promise.all(
      ['server', 'user'].map((application) => it.deploy('teller', { application, numUnits: 1 })),
    );
    await it.settled();
    it.model.addRelation(['server:db', 'user:backend']);
    await it.until('the relation is there', () => told('user/0', 'backend-relation-changed'));
    await it.settled();
    await it.until('an update-status has run', () => told('server/0', 'update-status'));
  });

  afterAll(() => it.controller.close());

  const toldFolder = (unit: string) => join(it.charmDir(unit), 'told');
  const told = (unit: string, hook: string) =>
    it.controller.charmFolder !== undefined && existsSync(join(toldFolder(unit), hook));

  /** What Juju gives to every hook, for a unit. */
  const common = (unit: string) => ({
    CHARM_DIR: it.charmDir(unit),
    JUJU_CHARM_DIR: it.charmDir(unit),
    JUJU_CONTEXT_ID: expect.stringMatching(/^[a-z]+\/\d-[a-z-]+-[0-9a-f]{32}$/) as string,
    JUJU_AGENT_SOCKET_ADDRESS: join(dirname(dirname(it.charmDir(unit))), 'agent.socket'),
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_UNIT_NAME: unit,
    JUJU_MODEL_UUID: it.model.uuid,
    JUJU_MODEL_NAME: 'test',
    JUJU_API_ADDRESSES: it.controller.endpoint,
    JUJU_MACHINE_ID: it.model.unit(unit).machine?.id,
    JUJU_PRINCIPAL_UNIT: '',
    JUJU_AVAILABILITY_ZONE: it.model.unit(unit).machine?.hardware.availabilityZone ?? '',
    JUJU_VERSION: it.model.profile.agentVersion,
    CLOUD_API_VERSION: '',
    JUJU_CHARM_HTTP_PROXY: '',
    JUJU_CHARM_HTTPS_PROXY: '',
    JUJU_CHARM_FTP_PROXY: '',
    JUJU_CHARM_NO_PROXY: '127.0.0.1,localhost,::1',
    ...(juju === '3.6'
      ? { JUJU_SLA: 'unsupported' }
      : {
          JUJU_CHARM_TRACE_CONFIG_HTTP: '',
          JUJU_CHARM_TRACE_CONFIG_GRPC: '',
          JUJU_CHARM_TRACE_CONFIG_CA_CERT: '',
        }),
    APT_LISTCHANGES_FRONTEND: 'none',
    DEBIAN_FRONTEND: 'noninteractive',
    LANG: 'C.UTF-8',
    TERM: 'tmux-256color',
    PATH: `${it.controller.charmFolder ?? ''}/tools:${process.env['PATH'] ?? ''}`,
  });

  /** The environment in a file; what the shell of the charm adds left out. */
  const environment = (path: string): Record<string, string> => {
    const entries = linesOf(path).map((line): [string, string] => [
      line.slice(0, line.indexOf('=')),
      line.slice(line.indexOf('=') + 1),
    ]);
    return Object.fromEntries<string>(
      entries.filter(([name]) => !['PWD', 'OLDPWD', '_', 'SHLVL'].includes(name)),
    );
  };

  const hook = (unit: string, name: string) => environment(join(toldFolder(unit), name));
  const ofHook = (unit: string, name: string, more: Record<string, unknown> = {}) => ({
    ...common(unit),
    JUJU_HOOK_NAME: name,
    JUJU_DISPATCH_PATH: `hooks/${name}`,
    ...more,
  });
  const about = (remote: string, unit: string, endpoint: string) => {
    const relation = [...it.model.relations.values()].find(({ endpoints }) =>
      endpoints.some(({ name }) => name === endpoint),
    );
    return {
      JUJU_RELATION: endpoint,
      JUJU_RELATION_ID: `${endpoint}:${relation?.id ?? ''}`,
      JUJU_REMOTE_APP: remote,
      JUJU_REMOTE_UNIT: unit,
    };
  };

  test.each(['install', 'start', 'config-changed', 'leader-elected', 'update-status'])(
    '%s has what every hook has, and nothing else',
    (name) => {
      expect(hook('server/0', name)).toEqual(ofHook('server/0', name));
    },
  );

  test('a hook of a relation says which, and who is at its other end', () => {
    expect(hook('user/0', 'backend-relation-created')).toEqual(
      ofHook('user/0', 'backend-relation-created', about('server', '', 'backend')),
    );
    expect(hook('user/0', 'backend-relation-joined')).toEqual(
      ofHook('user/0', 'backend-relation-joined', about('server', 'server/0', 'backend')),
    );
    expect(hook('server/0', 'db-relation-joined')).toEqual(
      ofHook('server/0', 'db-relation-joined', about('user', 'user/0', 'db')),
    );
  });

  test('that of a peer relation has the own application there', () => {
    const [own] = [...it.model.relations.values()].filter(({ key }) => key === 'server:siblings');
    expect(hook('server/0', 'siblings-relation-created')).toEqual(
      ofHook('server/0', 'siblings-relation-created', {
        JUJU_RELATION: 'siblings',
        JUJU_RELATION_ID: `siblings:${own?.id ?? ''}`,
        JUJU_REMOTE_APP: 'server',
        JUJU_REMOTE_UNIT: '',
      }),
    );
  });

  test('a hook of storage says where it is: a folder that is there', () => {
    const [id = ''] = it.model.unit('server/0').storage;
    const location = join(dirname(dirname(it.charmDir('server/0'))), 'storage', id.replace('/', '-'));
    expect(hook('server/0', 'data-storage-attached')).toEqual(
      ofHook('server/0', 'data-storage-attached', {
        JUJU_STORAGE_ID: id,
        JUJU_STORAGE_KIND: 'filesystem',
        JUJU_STORAGE_LOCATION: location,
      }),
    );
    expect(readdirSync(location)).toEqual([]);
  });

  test('a hook of a secret says which: its owner is told by the label that it gave, its reader by his own', async () => {
    const [secret] = [...it.model.secrets.values()].filter(({ owner }) => owner.id === 'server');
    if (secret === undefined) throw new Error('server has no secret');
    const uri = `secret:${secret.id}`;
    const due = async (what: 'rotate' | 'expired') => {
      const latest = secret.revisions.at(-1);
      if (what === 'rotate') secret.rotationDue = true;
      else if (latest) latest.expiryDue = true;
      it.model.note('secret', secret.id);
      const name = what === 'rotate' ? 'secret-rotate' : 'secret-expired';
      await it.until(`${name} runs`, () => told('server/0', name));
      return hook('server/0', name);
    };
    const own = { JUJU_SECRET_ID: uri, JUJU_SECRET_LABEL: 'own' };
    expect(await due('rotate')).toEqual(ofHook('server/0', 'secret-rotate', own));
    await it.exec('server/0', `secret-set ${uri} key=other`);
    await it.until('the reader is told', () => told('user/0', 'secret-changed'));
    expect(hook('user/0', 'secret-changed')).toEqual(
      ofHook('user/0', 'secret-changed', { JUJU_SECRET_ID: uri, JUJU_SECRET_LABEL: 'given' }),
    );
    await it.exec('user/0', `secret-get ${uri} --refresh`);
    await it.until('nobody reads the old one', () => told('server/0', 'secret-remove'));
    expect(hook('server/0', 'secret-remove')).toEqual(
      ofHook('server/0', 'secret-remove', { ...own, JUJU_SECRET_REVISION: '1' }),
    );
    expect(await due('expired')).toEqual(
      ofHook('server/0', 'secret-expired', { ...own, JUJU_SECRET_REVISION: '2' }),
    );
  });

  test('an action says which, and has no name of a hook', async () => {
    const { id } = await it.act('server/0', 'shout', { what: 'hey' });
    expect(environment(join(it.charmDir('server/0'), 'told.action'))).toEqual({
      ...common('server/0'),
      JUJU_HOOK_NAME: '',
      JUJU_ACTION_NAME: 'shout',
      JUJU_ACTION_UUID: id,
      JUJU_ACTION_TAG: `action-${id}`,
      JUJU_DISPATCH_PATH: 'actions/shout',
    });
  });

  test('a command has the same, but for what would dispatch it', async () => {
    const { id, name, output } = await it.exec(
      'server/0',
      "env -0 | tr '\\0' '\\n' | grep -v -e ^PWD= -e ^_= -e ^SHLVL=",
    );
    const lines = String((output as { stdout?: string }).stdout)
      .trimEnd()
      .split('\n');
    expect(
      Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      ),
    ).toEqual({
      ...common('server/0'),
      JUJU_HOOK_NAME: '',
      JUJU_ACTION_NAME: name,
      JUJU_ACTION_UUID: id,
      JUJU_ACTION_TAG: `action-${id}`,
    });
  });

  test('proxies of the model are there when they are set, in both ways', async () => {
    it.model.setConfig({ 'juju-http-proxy': 'http://juju', 'no-proxy': 'b,a' });
    const before = await it.exec('server/0', 'echo $JUJU_CHARM_HTTP_PROXY,$http_proxy,$NO_PROXY');
    it.model.setConfig({ 'juju-http-proxy': '', 'http-proxy': 'http://old' });
    const after = await it.exec('server/0', 'echo $http_proxy,$HTTP_PROXY,$no_proxy,$https_proxy');
    it.model.setConfig({ 'http-proxy': '' });
    expect([before, after].map(({ output }) => (output as { stdout?: string }).stdout)).toEqual([
      'http://juju,,\n',
      'http://old,http://old,a,b,\n',
    ]);
  });

  test('who departs is named to both sides, and a broken relation still says whose it was', async () => {
    const [relation] = [...it.model.relations.values()].filter(({ endpoints }) => endpoints.length === 2);
    const id = String(relation?.id ?? '');
    it.model.destroyUnit('server/0');
    await it.until('it is gone', () => it.model.application('server').units.size === 0);
    expect(hook('user/0', 'backend-relation-departed')).toEqual(
      ofHook('user/0', 'backend-relation-departed', {
        ...about('server', 'server/0', 'backend'),
        JUJU_DEPARTING_UNIT: 'server/0',
      }),
    );
    it.model.destroyApplication('server');
    await it.until('the relation is broken', () => told('user/0', 'backend-relation-broken'));
    expect(hook('user/0', 'backend-relation-broken')).toEqual(
      ofHook('user/0', 'backend-relation-broken', {
        ...about('server', '', 'backend'),
        JUJU_RELATION_ID: `backend:${id}`,
      }),
    );
  });
});

/** What the shell of the charm adds is left out, and what a hook of any kind has, which is tested above. */
function ofContainer(path: string): Record<string, string> {
  const entries = linesOf(path).map((line) => [
    line.slice(0, line.indexOf('=')),
    line.slice(line.indexOf('=') + 1),
  ]);
  return Object.fromEntries(
    entries.filter(([name = '']) =>
      /^JUJU_(?:HOOK|DISPATCH|WORKLOAD|NOTICE|PEBBLE|RELATION|SECRET|STORAGE)/.test(name),
    ),
  ) as Record<string, string>;
}

test.each(['3.6', '4.0'] as const)(
  'on Juju %s a hook of a container says which, and its notice or its check',
  async (juju) => {
    const pod = await startJailed({ juju, cloud: 'kubernetes' });
    if (pod === undefined) return;
    await pod.deploy('teller', { application: 'pod' });
    await pod.settled();
    const told = async (hook: string) => {
      const file = () => join(pod.charmDir('pod/0'), 'told', hook);
      await pod.until(`${hook} runs`, () => existsSync(file()));
      return ofContainer(file());
    };
    const about = { JUJU_WORKLOAD_NAME: 'box' };
    const ofHook = (name: string) => ({ JUJU_HOOK_NAME: name, JUJU_DISPATCH_PATH: `hooks/${name}` });
    expect(await told('box-pebble-ready')).toEqual({ ...ofHook('box-pebble-ready'), ...about });

    const pebble = pod.controller.pebble('pod/0', 'box');
    const id = pebble.notify('example.com/news');
    expect(await told('box-pebble-custom-notice')).toEqual({
      ...ofHook('box-pebble-custom-notice'),
      ...about,
      ...{ JUJU_NOTICE_ID: id, JUJU_NOTICE_TYPE: 'custom', JUJU_NOTICE_KEY: 'example.com/news' },
    });

    expect(() => pebble.failCheck('up')).toThrow(
      'The check "up" does not run in the container "box" of pod/0: none does',
    );
    const plan = pod.model.unit('pod/0').pebbles.get('box');
    if (!(plan instanceof Pebble)) throw new Error('it has no Pebble');
    plan.addLayer('checks', 'checks: {up: {override: replace, exec: {command: serve}}}', false);
    const check = { JUJU_PEBBLE_CHECK_NAME: 'up' };
    pebble.failCheck('up');
    expect(await told('box-pebble-check-failed')).toEqual({
      ...ofHook('box-pebble-check-failed'),
      ...about,
      ...check,
    });
    pebble.recoverCheck('up');
    expect(await told('box-pebble-check-recovered')).toEqual({
      ...ofHook('box-pebble-check-recovered'),
      ...about,
      ...check,
    });
  },
);
