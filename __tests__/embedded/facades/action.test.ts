import { EmbeddedController, charm } from '../../../src/embedded';
import { zipCharm } from '../../support/embedded-wire-charm';
import { RawClient } from '../../support/embedded-wire-client';

const manifest = { bases: [{ name: 'ubuntu', channel: '22.04', architectures: ['amd64'] }] };
const actions = {
  greet: { description: 'Greets.', params: { name: { type: 'string' } } },
  fail: {},
  talk: {},
};

/** What `talk` waits for before it goes on. */
let goOn: () => void;
let mayGoOn: Promise<void>;

const web = charm({
  actions: {
    greet: ({ params }) => ({ greeting: `Hello, ${String(params['name'])}` }),
    fail: (ctx) => ctx.fail('no luck'),
    async talk(ctx) {
      ctx.actionLog('one');
      await mayGoOn;
      ctx.actionLog('two');
      ctx.actionLog('three');
    },
  },
  exec: (command) => ({ code: 3, stdout: `ran ${command}`, stderr: 'oh' }),
});

let controller: EmbeddedController;
let client: RawClient;

beforeEach(async () => {
  mayGoOn = new Promise((resolve) => {
    goOn = resolve;
  });
  controller = await EmbeddedController.start({ timeScale: Infinity, charms: { web } });
  const model = controller.state.addModel({ name: 'one', owner: 'admin' });
  const files = { 'manifest.yaml': manifest, 'actions.yaml': actions };
  const { url } = await model.addCharm(await zipCharm({ name: 'web' }, files));
  model.deploy({ application: 'web', charmUrl: url, numUnits: 2 });
  const { port } = new URL(`wss://${controller.endpoint}`);
  const target = { port: Number(port), caCert: controller.caCert };
  client = await RawClient.login(target, { modelUuid: model.uuid, password: controller.password });
});

afterEach(async () => {
  goOn();
  await controller.close();
});

const call = <R>(method: string, params: object) => client.result<R>('Action', 7, method, params);

interface Task {
  readonly action?: { readonly tag: string; readonly receiver: string; readonly name: string };
  readonly status?: string;
  readonly output?: Record<string, unknown>;
  readonly message?: string;
  readonly log?: { readonly message: string }[];
  readonly error?: { readonly message: string; readonly code: string };
}

interface Enqueued {
  readonly operation: string;
  readonly actions: Task[];
}

const enqueue = (...requests: object[]) => call<Enqueued>('EnqueueOperation', { actions: requests });
const tagOf = ({ actions: [task] }: Enqueued) => task?.action?.tag ?? '';

/** The task once it is as it should be. */
async function taskThat(isSo: (status: string) => boolean, tag: string): Promise<Task> {
  for (;;) {
    const { results } = await call<{ results: Task[] }>('Actions', { entities: [{ tag }] });
    const [task = {}] = results;
    if (isSo(task.status ?? '')) return task;
  }
}

const finished = (tag: string) => taskThat((status) => !['pending', 'running'].includes(status), tag);

test('an action runs on its unit, and its results are a map of texts', async () => {
  const enqueued = await enqueue({ receiver: 'unit-web-0', name: 'greet', parameters: { name: 'you' } });
  expect(enqueued.operation).toMatch(/^operation-\d+$/);
  expect(enqueued.actions).toMatchObject([
    {
      action: { receiver: 'unit-web-0', name: 'greet', parameters: { name: 'you' }, parallel: false },
      status: 'pending',
    },
  ]);
  await expect(finished(tagOf(enqueued))).resolves.toMatchObject({
    status: 'completed',
    output: { greeting: 'Hello, you', 'return-code': 0 },
  });
});

test('an action that fails says so in its status and its message', async () => {
  const enqueued = await enqueue({ receiver: 'unit-web-0', name: 'fail' });
  await expect(finished(tagOf(enqueued))).resolves.toMatchObject({ status: 'failed', message: 'no luck' });
});

test('tasks that cannot be are refused one by one, the others are enqueued', async () => {
  const { actions: tasks } = await enqueue(
    { receiver: 'unit-web-9', name: 'greet' },
    { receiver: 'unit-web-0', name: 'dance' },
    { receiver: 'unit-web-0', name: 'greet', parameters: { name: 3 } },
    { receiver: 'web/leader', name: 'greet' },
  );
  expect(tasks.map(({ error, action }) => error?.message ?? action?.receiver)).toEqual([
    'unit "web/9" not found',
    'action "dance" not defined on unit "web/0"',
    expect.stringContaining('validation failed'),
    'unit-web-0',
  ]);
});

test('messages of a running task come while it runs, those that were there at first', async () => {
  const tag = tagOf(await enqueue({ receiver: 'unit-web-0', name: 'talk' }));
  const watch = async () => {
    const { results } = await call<{ results: { 'watcher-id': string; changes?: string[] }[] }>(
      ...(['WatchActionsProgress', { entities: [{ tag }] }] as const),
    );
    const [{ 'watcher-id': id, changes = [] } = { 'watcher-id': '' }] = results;
    return { id, changes };
  };
  const next = async (id: string) => {
    const { changes } = await client.result<{ changes: string[] }>('StringsWatcher', 1, 'Next', {}, id);
    return messagesOf(changes);
  };
  const { id, changes: first } = await watch();
  expect([...messagesOf(first), ...(first.length === 0 ? await next(id) : [])]).toEqual(['one']);
  goOn();
  const rest = await next(id);
  expect([...rest, ...(rest.length < 2 ? await next(id) : [])]).toEqual(['two', 'three']);
  const late = await watch();
  expect(messagesOf(late.changes)).toEqual(['one', 'two', 'three']);
  const waiting = client.call('StringsWatcher', 1, 'Next', {}, late.id);
  await client.result('StringsWatcher', 1, 'Stop', {}, late.id);
  await expect(waiting).resolves.toMatchObject({
    error: 'watcher has been stopped',
    'error-code': 'stopped',
  });
});

test('a running task is told to stop, a pending one is cancelled at once', async () => {
  const running = tagOf(await enqueue({ receiver: 'unit-web-0', name: 'talk' }));
  await taskThat((status) => status === 'running', running);
  const pending = tagOf(await enqueue({ receiver: 'unit-web-0', name: 'greet' }));
  const entities = [{ tag: pending }, { tag: 'action-999' }, { tag: 'unit-web-0' }];
  const { results } = await call<{ results: Task[] }>('Cancel', { entities });
  expect(results[0]).toMatchObject({ action: { tag: pending }, status: 'cancelled' });
  expect(results[1]?.error).toMatchObject({ code: 'not found' });
  expect(results[2]?.error).toMatchObject({ message: 'id not found', code: 'not found' });
  await call('Cancel', { entities: [{ tag: running }] });
  await expect(finished(running)).resolves.toMatchObject({ status: 'aborted' });
});

test('a command runs on units and on those of applications, each once', async () => {
  const params = { commands: 'hostname', timeout: 30e9, units: ['web/0'], applications: ['web'] };
  const { actions: tasks } = await call<Enqueued>('Run', params);
  expect(tasks.map(({ action }) => `${action?.name ?? ''} ${action?.receiver ?? ''}`).sort()).toEqual([
    'juju-exec unit-web-0',
    'juju-exec unit-web-1',
  ]);
  await expect(finished(tasks[0]?.action?.tag ?? '')).resolves.toMatchObject({
    status: 'completed',
    output: { 'return-code': 3, stdout: 'ran hostname', stderr: 'oh' },
  });
});

test('operations are listed by what they did, where and how they ended, a page at a time', async () => {
  await finished(tagOf(await enqueue({ receiver: 'unit-web-0', name: 'greet' })));
  await finished(tagOf(await enqueue({ receiver: 'unit-web-1', name: 'fail' })));
  await finished(tagOf(await enqueue({ receiver: 'unit-web-1', name: 'greet' })));
  const list = async (params: object) => {
    const { results = [], truncated = false } = await call<{ results?: Enqueued[]; truncated?: boolean }>(
      ...(['ListOperations', params] as const),
    );
    const names = results.map(({ actions: [task] }) => `${task?.action?.name} ${task?.action?.receiver}`);
    return [...names, ...(truncated ? ['…'] : [])];
  };
  const all = ['greet unit-web-0', 'fail unit-web-1', 'greet unit-web-1'];
  await expect(list({})).resolves.toEqual(all);
  await expect(list({ actions: ['fail'] })).resolves.toEqual(['fail unit-web-1']);
  await expect(list({ units: ['web/1'] })).resolves.toEqual(all.slice(1));
  await expect(list({ status: ['failed'] })).resolves.toEqual(['fail unit-web-1']);
  await expect(list({ limit: 2 })).resolves.toEqual([...all.slice(0, 2), '…']);
  await expect(list({ limit: 2, offset: 2 })).resolves.toEqual(all.slice(2));
});

const messagesOf = (changes: readonly string[]): string[] =>
  changes.map((change) => (JSON.parse(change) as { message: string }).message);
