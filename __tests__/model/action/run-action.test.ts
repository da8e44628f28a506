import { ActionFailedError, StatusAfterActionError } from '../../../src/model/action/action-result';
import { EntityNotFoundError } from '../../../src/model/errors';
import { ExecError } from '../../../src/model/action/exec-error';
import type { Model } from '../../../src/model/model';
import { profiles, sceneFor, until } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  let model: Model;

  beforeAll(async () => {
    model = await scene().model();
    await model.deploy(scene().web, { units: 2 });
    await model.waitForIdle({ status: 'active' });
  });

  test('an action gives its results when it has completed', async () => {
    const result = await model.units.require('web/1').runAction('greet', { name: 'Juju' });

    expect(result).toMatchObject({
      name: 'greet',
      receiver: 'web/1',
      status: 'completed',
      returnCode: 0,
      results: { greeting: 'Hello, Juju' },
      message: '',
    });
    expect(result.id).toMatch(/^\d+$/);
    expect(result.output).toMatchObject({ greeting: 'Hello, Juju' });
    expect(result.enqueued).toBeInstanceOf(Date);
    expect(result.completed).toBeInstanceOf(Date);
  });

  test("an application's action runs on its leader", async () => {
    const web = model.applications.require('web');

    const { receiver } = await web.runAction('greet', { name: 'x' });

    expect(receiver).toBe((await web.leader()).name);
  });

  test('an action that fails throws, with its own words, its results and what it logged', async () => {
    const failure = model.units.require('web/0').runAction('refuse');

    await expect(failure).rejects.toThrow(ActionFailedError);
    const error = (await failure.catch((caught: unknown) => caught)) as ActionFailedError;
    expect(error.code).toBe('failed');
    expect(error.message).toMatch(
      new RegExp(
        `^The action "refuse" on web/0 in ${model.fullName} ended as failed: it would rather not \\(task \\d+\\)\n` +
          'results:\n  \\{\n    "reason": "none"\n  \\}\nlog:\n  \\S+ thinking$',
      ),
    );
    expect(error.result).toMatchObject({
      status: 'failed',
      results: { reason: 'none' },
      log: [{ message: 'thinking' }],
    });
  });

  test('an action that fails says so though the status cannot be had afterwards', async () => {
    scene().embedded.faults.failMethod('Client.FullStatus', { message: 'no' });

    await expect(model.units.require('web/0').runAction('refuse')).rejects.toThrow(ActionFailedError);
  });

  test('an action that completed is told of, with its result, though the status cannot be had afterwards', async () => {
    scene().embedded.faults.failMethod('Client.FullStatus', { message: 'no', code: 'oops' });

    const failure = model.units.require('web/0').runAction('greet', { name: 'Juju' });

    await expect(failure).rejects.toThrow(StatusAfterActionError);
    await expect(failure).rejects.toThrow(
      new RegExp(
        `^The action "greet" on web/0 in ${model.fullName} ended with exit code 0 \\(task \\d+\\); ` +
          'but the status of the model could not be had afterwards: .*no',
      ),
    );
    await expect(failure).rejects.toMatchObject({
      code: 'oops',
      result: { status: 'completed', results: { greeting: 'Hello, Juju' } },
    });
  });

  test('an action that failed is told of, with its own words, where the status cannot be had and failing is no error', async () => {
    scene().embedded.faults.failMethod('Client.FullStatus', { message: 'no' });

    const failure = model.units.require('web/0').runAction('refuse', {}, { check: false });

    await expect(failure).rejects.toThrow(
      /^The action "refuse" on web\/0 in \S+ ended as failed: it would rather not \(task \d+\); but the status/,
    );
    await expect(failure).rejects.toMatchObject({ result: { results: { reason: 'none' } } });
  });

  test('an action that fails gives its result where that is asked for', async () => {
    const result = await model.units.require('web/0').runAction('refuse', {}, { check: false });

    expect(result).toMatchObject({ status: 'failed', message: 'it would rather not' });
  });

  test('an action that the charm does not have is named with those that it has', async () => {
    const failure = model.units.require('web/0').runAction('grete');

    await expect(failure).rejects.toThrow(EntityNotFoundError);
    await expect(failure).rejects.toThrow(
      `The charm of web in ${model.fullName} has no action "grete". Did you mean "greet"? It has: greet, linger, mark, refuse.`,
    );
  });

  test('parameters that the action does not take are refused in the words of Juju, with those that it takes', async () => {
    await expect(model.units.require('web/0').runAction('greet', { name: 3 })).rejects.toThrow(
      juju === '3.6'
        ? /validation failed: .*name.*\. The action "greet" takes name\.$/
        : /^The action "greet" on .* validation failed: .*name/,
    );
  });

  test('what is no action, and what are no parameters, is refused before Juju is asked', async () => {
    const unit = model.units.require('web/0');

    await expect(unit.runAction(undefined as never)).rejects.toThrow(
      'runAction needs the name of an action; got undefined',
    );
    await expect(unit.runAction('greet', 'name=ada' as never)).rejects.toThrow(
      `The parameters of the action "greet" must be an object, such as { name: 'ada' }; got 'name=ada'`,
    );
  });

  test('a misspelt option is refused', async () => {
    await expect(
      model.units.require('web/0').runAction('greet', {}, { wait: '1m' } as object),
    ).rejects.toThrow('runAction knows no option "wait"');
  });

  test('an action that is started can be looked at, and cancelled, which ends the wait for it', async () => {
    const handle = await model.units.require('web/0').startAction('linger');
    expect(handle).toMatchObject({ name: 'linger', receiver: 'web/0' });
    const end = handle.wait();
    await model.wait(({ units }) => units['web/0']?.agentStatus.current === 'executing', {
      successes: 1,
      settlePeriod: 0,
    });
    expect((await handle.result()).status).toBe('running');

    await handle.cancel();

    await expect(end).rejects.toMatchObject({
      result: { status: expect.stringMatching(/^(?:cancelled|aborted)$/) as string },
    });
  });

  test('an action that takes too long stops the wait, says how to find it, and goes on', async () => {
    const handle = await model.units.require('web/0').startAction('linger');

    const failure = handle.wait({ timeout: '50ms' });

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
    await expect(failure).rejects.toThrow(
      new RegExp(
        `^The action "linger" on web/0 in ${model.fullName} had not ended after 0\\.1s: it is (?:pending|running)\\. Raise \`timeout\`, or look at it with \`juju show-task ${handle.id}\``,
      ),
    );
    expect(['pending', 'running']).toContain((await handle.result()).status);
    await handle.cancel();
  });

  test('an action of which the controller tells nothing stops the wait in time', async () => {
    const handle = await model.units.require('web/0').startAction('linger');
    scene().embedded.faults.hang({ method: 'Action.Actions' });

    const failure = handle.wait({ timeout: '50ms' });

    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
    await expect(failure).rejects.toThrow(
      'had not ended after 0.1s: the controller did not answer. Raise `timeout`',
    );
    await scene().embedded.faults.clear();
    await handle.cancel();
  });

  test('a wait for an action that is given up ends at once', async () => {
    const aborter = new AbortController();
    const handle = await model.units.require('web/0').startAction('linger');
    const end = handle.wait({ signal: aborter.signal });
    const reason = new Error('over');
    aborter.abort(reason);

    await expect(end).rejects.toMatchObject({ code: 'aborted', cause: reason });
    await handle.cancel();
  });

  test('the properties show what an action left behind', async () => {
    const unit = model.units.require('web/1');

    await unit.runAction('mark');

    expect(unit.workloadStatus).toMatchObject({ current: 'active', message: 'marked' });
  });

  describe('a command', () => {
    test('runs on a unit and gives what it printed', async () => {
      const result = await model.units.require('web/0').exec('hostname -f');

      expect(result).toMatchObject({
        name: 'juju-exec',
        receiver: 'web/0',
        returnCode: 0,
        stdout: 'web/0: hostname -f\n',
        stderr: '',
        results: {},
      });
    });

    test('runs on all units of an application', async () => {
      const results = await model.applications.require('web').exec('uptime');

      expect([...results.keys()].sort()).toEqual(['web/0', 'web/1']);
      expect(results.get('web/1')?.stdout).toBe('web/1: uptime\n');
    });

    test('runs wherever it is asked for', async () => {
      const results = await model.exec('uptime', { units: ['web/1'] });

      expect([...results.keys()]).toEqual(['web/1']);
    });

    test('that ends with an exit code other than 0 throws, with what it printed', async () => {
      const failure = model.units.require('web/0').exec('exit 3');

      await expect(failure).rejects.toThrow(ActionFailedError);
      await expect(failure).rejects.toThrow(
        /^The command on web\/0 in .* exit code 3 .*\nstdout:\n {2}web\/0: exit 3\nstderr:\n {2}it was told to$/,
      );
    });

    test('that ends with an exit code other than 0 gives its result where that is asked for', async () => {
      const result = await model.units.require('web/0').exec('exit 3', { check: false });

      expect(result).toMatchObject({ returnCode: 3, stderr: 'it was told to\n' });
    });

    test('that fails on one of several units gives the results of all', async () => {
      const failure = model.applications.require('web').exec('one of two');

      await expect(failure).rejects.toThrow(
        /^The command on web\/1 in .* ended with exit code 9 \(task \d+\)\nelsewhere:\n {2}web\/0 ended with exit code 0 \(task \d+\)$/,
      );
      const { results } = (await failure.catch((error: unknown) => error)) as ActionFailedError;
      expect([...results].map(([unit, { returnCode }]) => [unit, returnCode])).toEqual([
        ['web/0', 0],
        ['web/1', 9],
      ]);
    });

    test('whose receipt is lost is not sent again, though the connection is there again', async () => {
      scene().embedded.faults.drop({ method: 'Action.Run', executed: true, times: 1 });
      const command = 'count receipts';

      await expect(model.applications.require('web').exec(command)).rejects.toMatchObject({
        maybeApplied: true,
        message: expect.stringContaining('It may have taken effect: look before you repeat Action') as string,
      });

      await until(() => tasksOf(command).every(({ status }) => status === 'completed'));
      expect(tasksOf(command).map(({ receiver }) => receiver)).toEqual(['web/0', 'web/1']);
    });

    test('runs once, whatever becomes of the connection while its end is waited for', async () => {
      scene().embedded.faults.drop({ method: 'Action.Actions', times: 2 });
      const command = 'count runs';

      const results = await model.applications.require('web').exec(command);

      expect([...results.values()].map(({ returnCode }) => returnCode)).toEqual([0, 0]);
      expect(tasksOf(command)).toHaveLength(2);
    });

    test('whose end cannot be learnt in one place tells how it ended in the other', async () => {
      scene().embedded.faults.failMethod('Action.Actions', { message: 'gone', code: 'oops', times: 1 });
      const command = 'count partial results';

      const failure = model.applications.require('web').exec(command);

      await expect(failure).rejects.toThrow(ExecError);
      const error = (await failure.catch((caught: unknown) => caught)) as ExecError;
      const [lost, other] = tasksOf(command);
      expect(error.message).toMatch(
        new RegExp(
          `^The command in ${model.fullName} was to run in 2 places, and its end is not known in 1 of them\\. ` +
            `It goes on, and is not sent again: look at it with \`juju show-task ${String(lost?.id)}\`\\.\n` +
            `  web/0 \\(task ${String(lost?.id)}\\): .*gone.*\n  web/1 \\(task ${String(other?.id)}\\): ended with exit code 0$`,
        ),
      );
      expect(error.code).toBe('oops');
      expect([...error.results.keys()]).toEqual(['web/1']);
      expect(tasksOf(command)).toHaveLength(2);
    });

    test('on units of which one is not there runs on the others, and tells what came of it', async () => {
      const failure = model.exec('uptime', { units: ['web/0', 'web/7'] });

      await expect(failure).rejects.toThrow(
        /its end is not known in 1 of them\.\n {2}web\/0 .*exit code 0\n {2}not begun: .*web\/7/,
      );
      await expect(failure).rejects.toMatchObject({ code: juju === '3.6' ? 'not found' : '' });
    });

    test('that ended is told of though the status cannot be had afterwards', async () => {
      scene().embedded.faults.failMethod('Client.FullStatus', { message: 'no' });

      const failure = model.applications.require('web').exec('uptime');

      await expect(failure).rejects.toThrow(StatusAfterActionError);
      await expect(failure).rejects.toThrow(
        /^The command on web\/0 in \S+ ended with exit code 0 \(task \d+\), and on web\/1 ended with exit code 0 \(task \d+\); but/,
      );
    });

    function tasksOf(command: string) {
      const actions = [...scene().inside(model).actions.values()];
      return actions.filter(({ parameters }) => parameters['command'] === command);
    }

    test('on nothing, and on what is not there, is refused', async () => {
      await expect(model.exec('uptime', {})).rejects.toThrow(
        'exec needs somewhere to run: units, applications or machines',
      );
      await expect(model.exec('uptime', { apps: 'web' } as never)).rejects.toThrow(
        'exec knows no option "apps". It knows: units, applications, machines, check, timeout, signal.',
      );
      await expect(model.exec('uptime', { units: 'web/7' })).rejects.toThrow(
        /"web\/7".* has no unit "web\/7"\. It has: web\/0, web\/1\.$/,
      );
      await expect(model.exec('uptime', { applications: 'wbe' })).rejects.toThrow(
        juju === '3.6' ? /has no application "wbe"\. Did you mean "web"\?/ : '[wbe]: no application found',
      );
    });

    test('that is no text is refused', async () => {
      await expect(model.units.require('web/0').exec(['ls', '-l'] as never)).rejects.toThrow(
        "exec needs a command as one text, such as 'hostname -f'; got [ 'ls', '-l' ]",
      );
    });
  });
});
