import { TestFileError } from './errors';
import type { Eventually } from './matchers/matcher-types';
import type { MarkedDescribe, MarkedTest } from './marker-types';

/**
 * Jest's `test`, with the markers `abortOnFail` and `skipIfDeployed`.
 *
 * @example
 * ```ts
 * import { test } from 'jest-operator';
 *
 * test.abortOnFail.each(['web', 'database'])('deploys %s', async (name) => {
 *   await opsTest.model.deploy(`./charms/${name}`);
 * });
 * ```
 *
 * @public
 */
export const test = onlyInTestFiles('test') as unknown as MarkedTest;

/** The same as `test`. @public */
export const it = onlyInTestFiles('it') as unknown as MarkedTest;

/** Jest's `describe`, with the markers `abortOnFail` and `skipIfDeployed`. @public */
export const describe = onlyInTestFiles('describe') as unknown as MarkedDescribe;

/**
 * Waits until an application or a unit is as expected. Each matcher of ours has this form: to be awaited.
 *
 * @example
 * ```ts
 * import { eventually } from 'jest-operator';
 *
 * await web.setConfig({ port: 8081 });
 * await eventually(web, { timeout: '5m' }).toHaveStatus('active', 'listens on 8081');
 * await eventually(web).not.toBeRelatedTo('db');
 * ```
 *
 * @throws WaitTimeoutError when it takes too long, 3 minutes unless `timeout` says otherwise: with what is missing, the
 *   model's status, and the errors in the debug-log
 * @public
 */
export const eventually = onlyInTestFiles('eventually') as unknown as Eventually;

/**
 * Stands where there are no tests. A test file of the environment does not get this module's exports, but its own
 * `test`, `it`, `describe` and `eventually`.
 */
function onlyInTestFiles(name: string): () => never {
  const refuse = (): never => {
    throw new TestFileError(
      `${name} of jest-operator was used outside of its test environment. ` +
        "Set preset: 'jest-operator' in Jest's configuration",
    );
  };
  return new Proxy(refuse, { apply: refuse, get: refuse });
}
