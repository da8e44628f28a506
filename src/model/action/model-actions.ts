import { type ActionHandle, findAction } from './action-handle';
import type { ActionResult } from './action-result';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { execKeys, execOn, type ExecOptions } from './exec';
import { listOf } from '../calls/list-of';
import { ModelConfiguration } from '../settings/model-configuration';
import type { ModelCore } from '../model-core';
import { listOperations, type Operation, type OperationsOptions } from './operations';
import { pastActions } from './past-actions';

/** The actions and commands that run on a {@link Model}'s units and machines. @public */
export abstract class ModelActions extends ModelConfiguration {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    super(core);
    this.#core = core;
  }

  /**
   * Runs a shell command on units and machines at the same time, as `juju exec` does.
   *
   * @returns the results by unit or machine
   * @throws ActionFailedError for one whose exit code is not 0, unless `check` is `false`
   * @example
   * ```ts
   * const results = await model.exec('uptime', { units: ['web/0', 'db/0'] });
   * ```
   */
  async exec(command: string, options: ExecOnOptions): Promise<Map<string, ActionResult>> {
    checkKeys(options, ['units', 'applications', 'machines', ...execKeys], 'exec');
    const { units, applications, machines, ...rest } = options;
    const targets = {
      units: listOf(units),
      applications: listOf(applications),
      machines: listOf(machines),
    };
    return await execOn(this.#core, targets, command, rest);
  }

  /**
   * An action or a command that was started before, by its task's number.
   *
   * @throws EntityNotFoundError where there is none
   * @example
   * ```ts
   * const { status } = await (await model.action(12)).result();
   * ```
   */
  action(id: string | number, limits: CallLimits = {}): Promise<ActionHandle> {
    return findAction(this.#core, id, limits);
  }

  /**
   * Its operations, the oldest first: all that were enqueued on units, or those that match.
   *
   * @example
   * ```ts
   * const backups = await model.operations({ applications: ['db'], actions: ['backup'], status: ['failed'] });
   * ```
   */
  operations(options: OperationsOptions = {}): Promise<readonly Operation[]> {
    return listOperations(this.#core, options);
  }

  /** The actions and commands that were run on its units. @internal */
  pastActions(limits: CallLimits = {}): Promise<ActionResult[]> {
    return pastActions(this.#core, limits);
  }
}

/** Where and how to run a command. What is named is taken together. @public */
export interface ExecOnOptions extends ExecOptions {
  /** Units by name. */
  readonly units?: string | readonly string[];
  /** All units of these. */
  readonly applications?: string | readonly string[];
  /** Machines by id. */
  readonly machines?: string | readonly string[];
}
