import { charm } from '../../../src/embedded';
import { WaitAbortedError, WaitFailedError, WaitTimeoutError } from '../../../src/model/errors';
import { allActive } from '../../../src/model/predicates/all-status';
import { anyError } from '../../../src/model/predicates/any-status';
import { and, not } from '../../../src/model/predicates/combine';
import { appStatus } from '../../../src/model/predicates/entity-status';
import { gone } from '../../../src/model/predicates/gone';
import { leader } from '../../../src/model/predicates/leader';
import { related } from '../../../src/model/predicates/related';
import { unitCount } from '../../../src/model/predicates/unit-count';
import { profiles, sceneFor, scripts } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });
  afterEach(() => {
    for (const [name, script] of Object.entries(scripts)) scene().embedded.charm(name, script);
  });

  describe('blockUntil', () => {
    test('resolves with what the condition answered when it held', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web, { units: 2 });

      const found = await model.blockUntil(() => web.units.find((unit) => unit.isLeader));

      expect(found.name).toBe('web/0');
    });

    test('may ask something that takes its time, and has nothing to do with the model', async () => {
      const model = await scene().model();
      const answers = [0, '', undefined, 'open'];

      await expect(model.blockUntil(() => Promise.resolve(answers.shift()))).resolves.toBe('open');
      expect(answers).toEqual([]);
    });

    test('takes an entity that is not there yet for one to wait for', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);

      const message = () => model.units.require('web/0').workloadStatus.message === 'ready';

      await expect(model.blockUntil(message)).resolves.toBe(true);
    });

    test('fails at its deadline with its label, what the condition answered, and the status', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);
      await model.waitForIdle();

      const failure = model.blockUntil(() => model.units.size === 3, {
        label: 'three units',
        timeout: '300ms',
      });

      await expect(failure).rejects.toThrow(WaitTimeoutError);
      await expect(failure).rejects.toThrow(
        /^Timed out after 0\.3s waiting for three units in \S+\nNot ready:\n {2}three units {2}is false\nModel status:\n[^]*\n {2}web\/0\* +active +idle/,
      );
    });

    test('names a condition without a label by its name, and says what it could not find', async () => {
      const model = await scene().model();
      const hasMail = () => model.applications.require('mail').units.length > 0;

      await expect(model.blockUntil(hasMail, { timeout: '100ms' })).rejects.toThrow(
        /waiting for hasMail in .*\nNot ready:\n {2}hasMail {2}There is no application "mail" in \S+ It has none\./,
      );
      await expect(
        model.blockUntil(
          (
            () => () =>
              false
          )(),
          { timeout: '50ms' },
        ),
      ).rejects.toThrow(/waiting for the condition in /);
    });

    test('ends with what the condition throws', async () => {
      const model = await scene().model();
      const failure = new RangeError('no such thing');

      await expect(
        model.blockUntil(() => {
          throw failure;
        }),
      ).rejects.toBe(failure);
      await expect(model.blockUntil(() => Promise.reject(new TypeError('neither')))).rejects.toThrow(
        'neither',
      );
    });

    test('does not hold on the state from before a command', async () => {
      const model = await scene().model();
      const web = await model.deploy(scene().web);
      await model.waitForIdle({ status: 'active' });

      await web.setConfig({ greeting: 'Hi' });
      await model.blockUntil(() => web.status.current === 'active');

      expect(web.status.message).toBe('greets with Hi');
    });

    test('ends with its signal, though the condition never answers', async () => {
      const model = await scene().model();
      const aborter = new AbortController();
      const waiting = model.blockUntil(() => new Promise<never>(() => undefined), { signal: aborter.signal });
      aborter.abort(new Error('enough'));

      await expect(waiting).rejects.toThrow(WaitAbortedError);
    });

    test.each<[unknown, object, string]>([
      [true, {}, 'blockUntil needs a function; got true'],
      [() => true, { wait_period: 1 }, 'blockUntil knows no option "wait_period"'],
      [() => true, { timeout: 'soon' }, 'timeout must be a duration'],
    ])('refuses %p with %j', async (condition, options, message) => {
      const model = await scene().model();

      await expect(model.blockUntil(condition as () => true, options)).rejects.toThrow(message);
    });
  });

  describe('the ready-made predicates', () => {
    test('hold of a model when it has come to what they say, one after the other', async () => {
      const model = await scene().model();
      await model.deploy(scene().web, { units: 2 });
      await model.deploy(scene().database);

      await model.wait(and(allActive(), leader('web'), unitCount({ web: 2, database: 1 })));
      await model.wait(not(related('web', 'database')));
      await model.integrate('web', 'database');
      await model.wait(
        and(related('web:database', 'database:sql'), appStatus('web', 'active', 'has a database')),
      );
      await model.removeApplication('database', { wait: false });
      await model.wait(and(gone('database'), appStatus('web', 'blocked', /^no /)));

      expect(model.applications.require('web').status.message).toBe('no database');
    });

    test('say what is missing when it takes too long', async () => {
      const model = await scene().model();
      await model.deploy(scene().web);
      await model.wait(allActive('web'));

      await expect(
        model.wait(and(allActive('web'), unitCount({ web: 2 }), not(leader('web'))), { timeout: '200ms' }),
      ).rejects.toThrow(
        /^Timed out after 0\.2s waiting for and\(allActive\(web\), unitCount\(web: 2\), not\(leader\(web\)\)\) in \S+\nNot ready:\n {2}web {2}1 unit, want 2\n {2}web {2}is led by web\/0\n/,
      );
    });

    test('end a wait as its error', async () => {
      const model = await scene().model();
      scene().embedded.faults.failHook({ of: 'web', hook: 'install', times: 1_000 });
      await model.deploy(scene().web);

      const failure = model.wait(allActive('web'), { error: anyError('web') });

      await expect(failure).rejects.toThrow(WaitFailedError);
      await expect(failure).rejects.toThrow(/^Gave up: web\/0, web \(hook failed: "install"\)/);
    });

    test('do not hold before the units of a new application are there', async () => {
      const model = await scene().model();
      scene().embedded.charm('web', charm({ on: { start: (unit) => unit.setStatus('active', 'at last') } }));
      await model.deploy(scene().web);

      await model.wait(allActive('web'), { successes: 1 });

      expect(model.applications.require('web').status.message).toBe('at last');
    });
  });
});
