import type { Model } from '../state/model';

/** A hook that shall fail. @public */
export interface HookFault {
  /** A unit (`web/0`) or an application (`web`), whose units then all count. */
  readonly of: string;
  /** Juju's name of the hook, or of an action. */
  readonly hook: string;
  /** How often it fails. Default: once. */
  readonly times?: number;
  /** What the handler would have thrown. Default: `fault injected`. */
  readonly message?: string;
}

/** A machine that shall not come up. @public */
export interface ProvisioningFault {
  /** Id of the machine. Default: every new one. */
  readonly machine?: string;
  /** The provider's error, which the instance status then shows. Without one the machine stays `pending` for ever. */
  readonly error?: string;
}

/**
 * What shall go wrong in the domain: hooks and machines. What goes wrong on the wire is the server's.
 *
 * @public
 */
export class EngineFaults {
  readonly #hooks: { fault: HookFault; left: number }[] = [];
  #provisioning: ProvisioningFault[] = [];

  /** Lets a hook fail, so many times, whether the charm has a handler for it or not. */
  failHook(fault: HookFault): void {
    this.#hooks.push({ fault, left: fault.times ?? 1 });
  }

  /** Lets a machine fail to start, or never start. */
  failProvisioning(fault: ProvisioningFault = {}): void {
    this.#provisioning.push(fault);
  }

  /** Cuts a unit's agent off: shown as `lost`, it runs nothing until it is back. */
  loseAgent(model: Model, unit: string, lost = true): void {
    model.unit(unit).agentLost = lost;
    model.note('unit', unit);
  }

  /** Forgets all faults; an agent that is lost stays so until it is brought back. */
  clear(): void {
    this.#hooks.length = 0;
    this.#provisioning = [];
  }

  /** The error of a hook that is to fail now; counts it. @internal */
  takeHookFault(unit: string, hook: string): Error | undefined {
    const application = unit.slice(0, unit.lastIndexOf('/'));
    const found = this.#hooks.find(
      ({ fault, left }) => left > 0 && fault.hook === hook && (fault.of === unit || fault.of === application),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    return new Error(found.fault.message ?? 'fault injected');
  }

  /** How a machine is to fail, if it is. @internal */
  provisioningFault(machine: string): ProvisioningFault | undefined {
    return this.#provisioning.find((fault) => fault.machine === undefined || fault.machine === machine);
  }
}
