// The matchers as types: on @types/jest's `expect`, on that of @jest/globals, and on `eventually`.
import type { Application } from '../../model/application/application';
import type { Unit } from '../../model/unit/unit';
import type { WorkloadStatus } from '../../model/status/status';
import type { WaitOptions } from '../../model/waiting/wait-for';

/**
 * What can be expected of an application or a unit. Those that look at the model's status see it as it was after the
 * last awaited command or wait; with {@link eventually} they wait for a status in which they hold.
 *
 * @typeParam R - what the matchers of `expect` give: nothing; a promise with {@link eventually}
 * @example
 * ```ts
 * expect(web).toHaveUnits(3);
 * expect(opsTest.model.units.require('web/0')).toBeLeader();
 * ```
 *
 * @public
 */
export interface Expectations<R> {
  /**
   * An application with its units, none of which is being removed, or a unit: all active. An application without units
   * is not, unless its scale is 0.
   *
   * @example
   * ```ts
   * await opsTest.model.waitForIdle();
   * expect(web).toBeActive();
   * expect(opsTest.model.units.require('web/0')).toBeActive();
   * ```
   */
  toBeActive(): R;

  /**
   * An application's own status, or a unit's workload status.
   *
   * @param status - the status, or several of which it must be one
   * @param message - all of the message as a text, or a pattern that it must contain
   * @example
   * ```ts
   * expect(web).toHaveStatus('blocked', /missing relation/);
   * ```
   */
  toHaveStatus(status: WorkloadStatus | readonly WorkloadStatus[], message?: string | RegExp): R;

  /** An application has exactly so many units, none of which is being removed. */
  toHaveUnits(count: number): R;

  /**
   * An application is related to another, and units of both have joined.
   *
   * @param other - the other one, or its name, perhaps with its endpoint: `'db:sql'`
   * @param endpoint - the application's own endpoint; any by default
   * @example
   * ```ts
   * expect(web).toBeRelatedTo('db', 'database');
   * ```
   */
  toBeRelatedTo(other: Application | string, endpoint?: string): R;

  /** A unit leads its application. */
  toBeLeader(): R;

  /**
   * A unit sees these values in a databag of one of its relations through an endpoint; others in it do not matter. It asks
   * the controller: to be awaited.
   *
   * @param endpoint - the unit's own endpoint
   * @param data - by key, as they must be or as `expect.any(String)` and the like say
   * @param of - whose databag: an application's or a unit's, this one's or one's at the other end. Default: that of the
   *   application at the other end
   * @example
   * ```ts
   * await expect(unit).toHaveRelationData('database', { version: '14' });
   * await expect(unit).toHaveRelationData('database', { host: expect.stringMatching(/^10\./) }, 'postgresql/0');
   * ```
   */
  toHaveRelationData(endpoint: string, data: object, of?: string): Promise<Awaited<R>>;

  /**
   * An application has these values among those of its charm's options, defaults included. It asks the controller: to
   * be awaited.
   *
   * @param values - by option, as they must be or as `expect.any(String)` and the like say
   * @example
   * ```ts
   * await expect(web).toHaveConfig({ port: 8080, greeting: expect.stringMatching(/^H/) });
   * ```
   */
  toHaveConfig(values: object): Promise<Awaited<R>>;
}

/**
 * Waits until an application or a unit is as expected: `expect`, of a later moment. It waits as `model.wait` does, with
 * the same options and the same errors, which tell what was missing.
 *
 * @public
 */
export type Eventually = (
  subject: Application | Unit,
  options?: WaitOptions,
) => Expectations<Promise<void>> & { readonly not: Expectations<Promise<void>> };

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // The parameters of a merged interface must be the same.
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends Expectations<R> {}
  }
}

declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
  interface Matchers<R extends void | Promise<void>, T = unknown> extends Expectations<R> {}
}
