import type { JujuSeries } from '../../../src/embedded/state/profile';
import type { UnitAgent } from '../../../src/embedded/agent/unit-agent';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { deployFixture, newState, shown, startDomain, untilChanged } from '../../support/embedded-domain';
import { Engine } from '../../../src/embedded/engine/engine';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

test.each(series)(
  'on Juju %s an action gives its results, says how far it is, and fails as it says',
  async (juju) => {
    const web = charm({
      actions: {
        greet(ctx) {
          ctx.actionLog('thinking');
          ctx.setResults({ 'deep.inner': 1 });
          return { greeting: `Hello, ${String(ctx.params['name'])}`, list: [1], flag: true };
        },
        break: (ctx) => ctx.fail('no luck'),
      },
    });
    const domain = startDomain({ series: juju, charms: { web } });
    await domain.deploy('web');
    await domain.settled();
    const operations = [
      { receiver: 'web/leader', name: 'greet', parameters: { name: 'Juju' } },
      { receiver: 'web/0', name: 'break' },
      { receiver: 'web/0', name: 'wait' },
    ].map((request) => domain.model.enqueue([request]));
    await domain.until('all are done', () => operations.every(({ completed }) => completed !== undefined));
    const actions = operations.flatMap((operation) => operation.actions);
    expect(actions.map(({ status, message, output }) => [status, message, output])).toEqual([
      [
        'completed',
        '',
        { deep: { inner: '1' }, greeting: 'Hello, Juju', list: '[1]', flag: 'true', 'return-code': 0 },
      ],
      ['failed', 'no luck', { 'return-code': 0 }],
      ['failed', 'action not implemented on unit "web/0"', {}],
    ]);
    expect(actions[0]?.log.map(({ message }) => message)).toEqual(['thinking']);
    expect(operations.map(({ status }) => status)).toEqual(['completed', 'failed', 'failed']);
    await domain.settled();
    expect(domain.model.unit('web/0').agent.history.map(({ message }) => message)).toContain(
      'running action greet',
    );
  },
);

test('on Juju 4 it is the unit that looks at the parameters, and completes them for the charm', async () => {
  const seen: unknown[] = [];
  const web = charm({ actions: { greet: (ctx) => void seen.push(ctx.params) } });
  const domain = startDomain({ series: '4.0', charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const [good, bad] = [{ name: 'x' }, { name: 5 }].map((parameters) =>
    domain.model.enqueue([{ receiver: 'web/0', name: 'greet', parameters }]),
  );
  await domain.until('both are over', () => Boolean(good?.completed && bad?.completed));
  expect(seen).toEqual([{ name: 'x', loud: false, style: { mark: '!' } }]);
  expect(good).toMatchObject({ status: 'completed', actions: [{ parameters: { name: 'x' } }] });
  expect(bad).toMatchObject({
    status: 'error',
    actions: [
      {
        status: 'error',
        message:
          'cannot run "greet" action: validation failed: (root).name : must be of type string, given 5',
        output: {},
      },
    ],
  });
  expect(bad?.actions[0]?.started).toBeUndefined();
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});

test('an action whose handler throws fails as a process does, and its unit goes on', async () => {
  const web = charm({
    actions: {
      break() {
        throw new Error('out of paper');
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'break' }]).actions;
  await domain.until('it is done', () => action?.completed !== undefined);
  expect(action).toMatchObject({ status: 'failed', message: 'exit status 1', output: { 'return-code': 1 } });
  expect(String(action?.output['stderr'])).toContain('Error: out of paper');
  await domain.settled();
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});

test('an action that is cancelled hears of it, and is aborted', async () => {
  const heard: string[] = [];
  const web = charm({
    actions: {
      async wait(ctx) {
        ctx.signal.addEventListener('abort', () => heard.push('aborted'));
        await new Promise(() => undefined);
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const [action] = domain.model.enqueue([{ receiver: 'web/0', name: 'wait' }]).actions;
  await domain.until('it runs', () => action?.status === 'running');
  domain.model.cancelActions([action?.id ?? '']);
  await domain.until('it is over', () => action?.completed !== undefined);
  expect([action?.status, heard]).toEqual(['aborted', ['aborted']]);
  await domain.settled();
});

test('a command is answered by the script, and fails clearly without an answer', async () => {
  const web = charm({
    exec: (command, ctx) => ({ code: 3, stdout: `${ctx.unit}: ${command}`, stderr: 'oops' }),
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.deploy('database');
  await domain.settled();
  const operation = domain.model.exec({
    commands: 'ls -l',
    applications: ['web', 'database'],
    machines: ['0'],
  });
  await domain.until('all are done', () => operation.completed !== undefined);
  expect(operation.actions.map(({ status, message, output }) => [status, message, output])).toEqual([
    [
      'failed',
      'nothing answers "ls -l" on database/0: the script of charm "database" has no exec handler. Add `exec(command, ctx) { … }` to it',
      {},
    ],
    ['completed', '', { 'return-code': 3, stdout: 'web/0: ls -l', stderr: 'oops' }],
    [
      'failed',
      "the embedded controller has no machine 0 to run commands on: exec on a unit instead, whose charm's script can answer it",
      {},
    ],
  ]);
});

test('a command that takes longer than it may is ended, in our time whatever the scale', async () => {
  const web = charm({ exec: () => new Promise<string>(() => undefined) });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  const operation = domain.model.exec({ commands: 'sleep 60', units: ['web/0'], timeoutMs: 20 });
  await domain.until('it is over', () => operation.completed !== undefined);
  expect(operation.actions.map(({ status, message }) => [status, message])).toEqual([
    ['failed', 'command cancelled'],
  ]);
  await domain.settled();
});

test('an action that says what Juju refuses in the end has failed', async () => {
  const state = newState();
  const agent: UnitAgent = {
    run(operation, context) {
      if (operation.kind !== 'action') return { found: false };
      context.action?.setOutput({ code: 0, stderr: 'hm' });
      context.ports.open('80', 'bogus');
      return { found: true };
    },
    close: () => Promise.resolve(),
  };
  const engine = new Engine(state, { agentFor: () => agent }, { timeScale: Number.POSITIVE_INFINITY });
  engine.start();
  const model = state.addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const operation = model.enqueue([{ receiver: 'web/0', name: 'wait' }]);
  await untilChanged(state, 'it is over', () => operation.completed !== undefined);
  engine.stop();
  expect(operation.actions).toMatchObject([
    {
      status: 'failed',
      message: 'committing requested changes failed',
      output: {
        stderr: 'hm\ncannot open/close ports: open port range: endpoint "bogus" for unit "web/0" not found',
        'return-code': 0,
      },
    },
  ]);
  expect(model.unit('web/0').openedPorts).toEqual([]);
});
