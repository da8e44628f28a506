import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { PebbleScene, type PebbleReply } from '../../../support/embedded-pebble';

// What is expected here was answered by Pebble 1.32 itself to the same requests.

const layer = `
services:
  web:
    override: replace
    command: serve
    startup: enabled
    environment: {A: b}
  two:
    override: replace
    command: count
    requires: [web]
    after: [web]
checks:
  up:
    override: replace
    exec: {command: "true"}
`;

let scene: PebbleScene;
beforeEach(async () => {
  scene = await PebbleScene.start({
    echo: ({ command }) => `${command.slice(1).join(' ')}\n`,
    cat: async (call) => (await call.stdin()).toString(),
    fail: () => ({ code: 3, stdout: 'out', stderr: 'err' }),
    break: () => Promise.reject(new Error('it broke')),
  });
});
afterEach(() => scene[Symbol.asyncDispose]());

async function addLayer(yaml: string, label = 'base', combine = false): Promise<PebbleReply> {
  return await scene.post('/v1/layers', { action: 'add', combine, label, format: 'yaml', layer: yaml });
}

async function act(action: string, services: readonly string[] = []) {
  const { change } = await scene.post('/v1/services', { action, services });
  const { result } = await scene.get(`/v1/changes/${change}/wait?timeout=4.000s`);
  return result as {
    summary: string;
    status: string;
    ready: boolean;
    tasks: { summary: string; status: string; log?: string[] }[];
  };
}

const message = ({ status, result }: PebbleReply): [number, string] => [
  status,
  (result as { message: string }).message,
];

test('a container says who it is, the same each time', async () => {
  const first = await scene.get('/v1/system-info');
  expect(first.result).toEqual({ 'boot-id': expect.any(String) as string, version: 'v1.32.1' });
  expect((await scene.get('/v1/system-info')).result).toEqual(first.result);
  expect((await scene.get('/v1/health')).result).toEqual({ healthy: true });
  expect((await scene.get('/v1/plan')).result).toBe('{}\n');
});

test('what it does not serve is refused', async () => {
  expect(message(await scene.get('/v1/nothing'))).toEqual([404, 'invalid API endpoint requested']);
  expect((await scene.post('/v1/plan', {})).status).toBe(405);
  const text = await scene.send('/v1/services', 'application/json', 'no');
  expect(message(text)).toEqual([400, 'cannot decode request body: it is no JSON object']);
});

describe('a plan', () => {
  test('is made of layers, each laid over those before by its overrides', async () => {
    expect((await addLayer(layer)).result).toBe(true);
    await addLayer('services: {web: {override: merge, summary: S, environment: {C: d}}}', 'more');
    await addLayer('services: {two: {override: merge, after: [zero]}}', 'more', true);
    expect(load(String((await scene.get('/v1/plan')).result))).toEqual({
      services: {
        web: {
          ...{ override: 'replace', command: 'serve', startup: 'enabled', summary: 'S' },
          environment: { A: 'b', C: 'd' },
        },
        two: { override: 'replace', command: 'count', requires: ['web'], after: ['web', 'zero'] },
      },
      checks: { up: { override: 'replace', threshold: 3, exec: { command: 'true' } } },
    });
  });

  test.each([
    ['services: {web: {command: x}}', 'layer "b" must define "override" for service "web"'],
    [
      'services: {web: {override: x, command: x}}',
      'layer "b" has invalid "override" value for service "web"',
    ],
    ['services: {one: {override: replace}}', 'plan must define "command" for service "one"'],
    ['services: {one: null}', 'service object cannot be null for service "one"'],
    ['checks: {a: {override: replace}}', 'plan must specify one of "http", "tcp", or "exec" for check "a"'],
    ['foo: 3', 'cannot parse layer YAML: cannot parse layer "b": unknown section "foo"'],
    ['services:\n', 'cannot parse layer YAML: cannot parse layer "b" section "services": EOF'],
  ])('is not changed by the layer %j', async (yaml, problem) => {
    await addLayer(layer);
    const before = (await scene.get('/v1/plan')).result;
    expect(message(await addLayer(yaml, 'b'))).toEqual([400, problem]);
    expect((await scene.get('/v1/plan')).result).toBe(before);
  });

  test('does not take a label twice, unless layers are to be combined', async () => {
    await addLayer(layer);
    expect(message(await addLayer(layer))).toEqual([400, 'layer "base" already exists']);
    expect((await addLayer(layer, 'base', true)).result).toBe(true);
  });
});

describe('services', () => {
  beforeEach(() => addLayer(layer));
  const current = async () =>
    ((await scene.get('/v1/services')).result as { name: string; current: string }[]).map(
      (service) => `${service.name} ${service.current}`,
    );

  test('are inactive until they are started, and told by name', async () => {
    expect((await scene.get('/v1/services')).result).toEqual([
      { name: 'two', startup: 'disabled', current: 'inactive' },
      { name: 'web', startup: 'enabled', current: 'inactive' },
    ]);
    expect((await scene.get('/v1/services?names=web,none')).result).toHaveLength(1);
  });

  test('are started with what they require, in their order, and stopped with what requires them', async () => {
    const started = await act('start', ['two']);
    expect([started.summary, started.status]).toEqual(['Start service "two" and 1 more', 'Done']);
    expect(started.tasks.map(({ summary }) => summary)).toEqual([
      'Start service "web"',
      'Start service "two"',
    ]);
    expect(await current()).toEqual(['two active', 'web active']);

    const stopped = await act('stop', ['web']);
    expect(stopped.tasks.map(({ summary }) => summary)).toEqual(['Stop service "two"', 'Stop service "web"']);
    expect(await current()).toEqual(['two inactive', 'web inactive']);
    expect((await act('stop', ['two'])).tasks[0]?.log?.[0]).toMatch(/Service "two" already stopped\.$/);
  });

  test('are started where they are enabled, and started again by a replan where their plan is another', async () => {
    expect((await act('autostart')).summary).toBe('Autostart service "web"');
    expect((await act('replan')).tasks[0]?.log?.[0]).toMatch(/Service "web" already started\.$/);
    await addLayer('services: {web: {override: merge, environment: {C: d}}}', 'more');
    const replanned = await act('replan');
    expect(replanned.tasks.map(({ summary }) => summary)).toEqual([
      'Stop service "two"',
      'Stop service "web"',
      'Start service "web"',
    ]);
    expect(await current()).toEqual(['two inactive', 'web active']);
  });

  test.each([
    [{ action: 'start', services: ['none'] }, 'cannot start services: service "none" does not exist'],
    [{ action: 'start', services: [] }, 'must specify services for start action'],
    [{ action: 'replan', services: ['web'] }, 'replan accepts no service names'],
    [{ action: 'jump', services: ['web'] }, 'invalid action "jump"'],
  ])('are not changed by %j', async (body, problem) => {
    expect(message(await scene.post('/v1/services', body))).toEqual([400, problem]);
  });

  test('take signals while they run', async () => {
    const send = async (signal: string) => await scene.post('/v1/signals', { signal, services: ['web'] });
    expect(message(await send('SIGHUP'))).toEqual([
      500,
      'cannot send signal to "web": service is not running',
    ]);
    await act('start', ['web']);
    expect((await send('SIGHUP')).result).toBe(true);
    expect(message(await send('SIGFOO'))[1]).toBe(
      'cannot send signal to "web": invalid signal name "SIGFOO"',
    );
  });

  test('and their changes can be looked up', async () => {
    await act('start', ['web']);
    expect((await scene.get('/v1/changes')).result).toMatchObject([{ kind: 'perform-check' }]);
    expect((await scene.get('/v1/changes?select=all&for=web')).result).toHaveLength(1);
    expect((await scene.get('/v1/changes?select=all&for=two')).result).toEqual([]);
    expect(message(await scene.get('/v1/changes/9'))).toEqual([404, 'cannot find change with id "9"']);
  });
});

describe('files', () => {
  const boundary = 'b'.repeat(32);
  async function push(file: { path: string; [key: string]: unknown }, content: string) {
    const part = (headers: string, text: string) => `--${boundary}\r\n${headers}\r\n\r\n${text}\r\n`;
    const body =
      part(
        'Content-Type: application/json\r\nContent-Disposition: form-data; name="request"',
        JSON.stringify({ action: 'write', files: [file] }),
      ) + part(`Content-Disposition: form-data; name="files"; filename="${file.path}"`, content);
    const reply = await scene.send(
      '/v1/files',
      `multipart/form-data; boundary="${boundary}"`,
      `${body}--${boundary}--\r\n`,
    );
    return reply.result;
  }
  const pull = async (path: string) =>
    (
      await scene.get(`/v1/files?action=read&path=${path}`, { Accept: 'multipart/form-data' })
    ).body.toString();

  test('are written as a whole and read back, with their permissions', async () => {
    const path = '/etc/web/site.conf';
    expect(await push({ path }, 'x')).toEqual([
      { path, error: { kind: 'not-found', message: `open ${path}: no such file or directory` } },
    ]);
    expect(await push({ path, 'make-dirs': true, permissions: '600' }, 'port\r\n\r\n80')).toEqual([{ path }]);
    expect(readFileSync(join(scene.root, path), 'utf8')).toBe('port\r\n\r\n80');
    expect(statSync(join(scene.root, path)).mode & 0o777).toBe(0o600);
    expect(await pull(path)).toContain('\r\n\r\nport\r\n\r\n80\r\n--');
    expect(await pull('/etc')).toContain('can only read a regular file: \\"/etc\\"');
    expect(await pull('/none')).toContain('stat /none: no such file or directory');
  });

  test('are listed, by pattern too', async () => {
    await push({ path: '/srv/a.txt', 'make-dirs': true }, 'abc');
    await push({ path: '/srv/b.log' }, '');
    const list = async (query: string) => (await scene.get(`/v1/files?action=list&${query}`)).result;
    expect(await list('path=/srv')).toMatchObject([
      { path: '/srv/a.txt', name: 'a.txt', type: 'file', size: 3, permissions: '644', user: 'root' },
      { path: '/srv/b.log', size: 0 },
    ]);
    expect(await list('path=/srv&pattern=*.log')).toMatchObject([{ name: 'b.log' }]);
    expect(await list('path=/srv&itself=true')).toMatchObject([{ path: '/srv', type: 'directory' }]);
    const missing = await scene.get('/v1/files?action=list&path=/none');
    expect([missing.status, missing.result]).toEqual([
      404,
      { kind: 'not-found', message: 'stat /none: no such file or directory' },
    ]);
  });

  test('and folders are made and removed', async () => {
    const make = async (dir: object) =>
      (await scene.post('/v1/files', { action: 'make-dirs', dirs: [dir] })).result;
    const remove = async (path: object) =>
      (await scene.post('/v1/files', { action: 'remove', paths: [path] })).result;
    expect(await make({ path: '/a/b' })).toMatchObject([{ error: { kind: 'not-found' } }]);
    expect(await make({ path: '/a/b', 'make-parents': true })).toEqual([{ path: '/a/b' }]);
    expect(await make({ path: '/a' })).toEqual([
      { path: '/a', error: { kind: 'generic-file-error', message: 'mkdir /a: file exists' } },
    ]);
    expect(await make({ path: 'a' })).toEqual([
      { path: 'a', error: { kind: 'generic-file-error', message: 'paths must be absolute, got "a"' } },
    ]);
    expect(await remove({ path: '/a' })).toMatchObject([
      { error: { message: 'remove /a: directory not empty' } },
    ]);
    expect(await remove({ path: '/a', recursive: true })).toEqual([{ path: '/a' }]);
    expect(await remove({ path: '/a', recursive: true })).toEqual([{ path: '/a' }]);
    expect(await remove({ path: '/a' })).toMatchObject([{ error: { kind: 'not-found' } }]);
    expect(await remove({ path: '/', recursive: true })).toMatchObject([
      { error: { kind: 'permission-denied' } },
    ]);
  });

  test('outside of the container are not reached, neither by dots nor over links', async () => {
    symlinkSync('/etc', join(scene.root, 'out'));
    symlinkSync('/etc/hostname', join(scene.root, 'name'));
    for (const path of ['/out/hostname', '/name']) {
      expect(await pull(path)).toContain(`stat ${path}: permission denied`);
    }
    expect(await pull('/../../../etc/hostname')).toContain('no such file or directory');
    expect(await push({ path: '/out/x' }, '')).toMatchObject([{ error: { kind: 'permission-denied' } }]);
  });
});

describe('commands', () => {
  async function run(command: readonly string[], input = '', splitStderr = true) {
    const reply = await scene.post('/v1/exec', { command, 'split-stderr': splitStderr });
    if (reply.status !== 202) return message(reply);
    const { 'task-id': task } = reply.result as { 'task-id': string };
    const names = ['control', 'stdio', ...(splitStderr ? ['stderr'] : [])];
    const outputs = await Promise.all(
      names.map(async (name) => {
        let text = '';
        const socket = await scene.connect(`/v1/tasks/${task}/websocket/${name}`, (data, isBinary) => {
          if (isBinary) text += data.toString();
        });
        const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
        if (name === 'stdio') {
          socket.send(Buffer.from(input));
          socket.send('{"command":"end"}');
        }
        return closed;
      }),
    );
    const { result } = await scene.get(`/v1/changes/${reply.change}/wait`);
    const { err, tasks } = result as { err?: string; tasks: { data?: { 'exit-code': number } }[] };
    return { outputs: outputs.slice(1), err, code: tasks[0]?.data?.['exit-code'] };
  }

  test('are answered by the test, with their input, output and exit code', async () => {
    expect(await run(['echo', 'a', 'b'])).toEqual({ outputs: ['a b\n', ''], code: 0 });
    expect(await run(['cat'], 'hello')).toEqual({ outputs: ['hello', ''], code: 0 });
    expect(await run(['fail'])).toEqual({ outputs: ['out', 'err'], code: 3 });
    expect(await run(['fail'], '', false)).toEqual({ outputs: ['outerr'], code: 3 });
  });

  test('that nobody answers are no executables', async () => {
    expect(await run(['ls'])).toEqual([400, 'cannot find executable "ls"']);
    expect(await run([])).toEqual([400, 'must specify command']);
    const reply = await scene.post('/v1/exec', { command: ['echo'], 'service-context': 'none' });
    expect(message(reply)).toEqual([400, 'context service "none" not found']);
  });

  test('whose handler throws fail their change', async () => {
    expect(await run(['break'])).toMatchObject({
      err: expect.stringContaining('it broke') as string,
      code: undefined,
    });
  });

  test('have no sockets but those that were asked for', async () => {
    await expect(scene.connect('/v1/tasks/1/websocket/stdio')).rejects.toThrow(/404/);
  });
});

test('checks are up until they are stopped, and notices are kept', async () => {
  await addLayer(layer);
  const check = async () => ((await scene.get('/v1/checks')).result as { status: string }[])[0]?.status;
  const set = async (action: string, name = 'up') =>
    await scene.post('/v1/checks', { action, checks: [name] });
  expect(await check()).toBe('up');
  const [{ 'change-id': id = '' } = {}] = (await scene.get('/v1/checks')).result as {
    'change-id'?: string;
  }[];
  expect((await scene.get(`/v1/changes/${id}`)).result).toMatchObject({
    ...{ kind: 'perform-check', summary: 'Perform exec check "up"', status: 'Doing', ready: false },
  });
  expect((await set('stop')).result).toEqual({ changed: ['up'] });
  expect([await check(), (await set('stop')).result]).toEqual(['inactive', { changed: [] }]);
  expect((await set('start')).result).toEqual({ changed: ['up'] });
  expect(message(await set('start', 'none'))[1]).toBe(
    'cannot start checks: cannot find checks in plan: none',
  );
  expect((await scene.get('/v1/checks?level=ready')).result).toEqual([]);

  const notify = async (key: string) =>
    await scene.post('/v1/notices', { action: 'add', type: 'custom', key, data: { a: 'b' } });
  const { id: noticeId } = (await notify('example.com/x')).result as { id: string };
  await notify('example.com/x');
  expect((await scene.get('/v1/notices?types=custom')).result).toMatchObject([
    { id: noticeId, key: 'example.com/x', occurrences: 2, 'last-data': { a: 'b' } },
  ]);
  const changes = (await scene.get('/v1/notices?types=change-update')).result;
  expect(changes).toContainEqual(
    expect.objectContaining({
      key: id,
      'user-id': null,
      'last-data': { kind: 'perform-check', 'check-name': 'up' },
    }),
  );
  const [{ 'last-repeated': last = '' } = {}] = (await scene.get(`/v1/notices?keys=example.com/x`))
    .result as {
    'last-repeated'?: string;
  }[];
  expect((await scene.get(`/v1/notices?after=${last}&timeout=1ms&users=all`)).result).toEqual([]);
  const waiting = (timeout: string) => scene.get(`/v1/notices?keys=example.com/late&timeout=${timeout}`);
  expect(message(await waiting('1.2.3s'))).toEqual([400, 'invalid timeout: time: invalid duration "1.2.3s"']);
  expect((await waiting('500us')).result).toEqual([]);
  const late = waiting('1000h');
  await notify('example.com/late');
  expect((await late).result).toMatchObject([{ key: 'example.com/late' }]);
  expect(message(await notify('x'))[1]).toBe('invalid key "x" (must be in "example.com/path" format)');
  expect((await scene.get(`/v1/notices/${noticeId}`)).result).toMatchObject({ key: 'example.com/x' });
  expect(message(await scene.get('/v1/notices/9'))).toEqual([404, 'cannot find notice with ID "9"']);
});
