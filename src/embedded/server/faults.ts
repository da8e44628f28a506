import { setTimeout as delay } from 'node:timers/promises';
import type { Duration } from '../../duration';
import { toMilliseconds } from '../../duration';
import { ApiError } from '../api-error';
import { CallFaults } from './call-faults';
import type { Model } from '../state/model';
import type { EngineFaults, HookFault, ProvisioningFault } from '../engine/faults';

/** How connections are cut. @public */
export interface DropOptions {
  /**
   * `all`: every open connection, and with `afterMessages` every later one too. `next`: the next one to be opened.
   *
   * @default 'all'
   */
  readonly connections?: 'all' | 'next';
  /** Cut a connection when this many messages came over it; without it, at once. */
  readonly afterMessages?: number;
}

/** What happens to the calls of a method. @public */
export interface CallFaultOptions {
  /** Only calls of this `Facade.Method`; without it, every call. */
  readonly method?: string;
  /** How many calls it happens to. Default: all until {@link Faults.clear}. */
  readonly times?: number;
  /** Whether the call is carried out before its reply is lost. Default: `false`. */
  readonly executed?: boolean;
}

/** How the controller hangs. @public */
export interface HangOptions extends CallFaultOptions {
  /** `accept`: connections are taken and never answered, not even the TLS handshake. Default: `call`. */
  readonly at?: 'call' | 'accept';
}

/** What a failing method answers. @public */
export interface MethodFailure {
  readonly message: string;
  /** Juju's code, such as `not found` or `operation is blocked`. Default: none. */
  readonly code?: string;
  readonly info?: Readonly<Record<string, unknown>>;
  /** How many calls fail. Default: all until {@link Faults.clear}. */
  readonly times?: number;
}

/** What faults do to the server that they belong to. @internal */
export interface FaultHost {
  cutConnections(): void;
  stopListening(): void;
  listenAgain(): Promise<void>;
}

/**
 * What goes wrong on purpose, so that a test can see what its client does about it.
 *
 * Each fault holds until {@link Faults.clear}, or until it has happened as often as `times` says.
 *
 * @example
 * ```ts
 * controller.faults.failMethod('ModelManager.DestroyModels', { message: 'no', code: 'operation is blocked', times: 1 });
 * controller.faults.drop({ method: 'ModelManager.CreateModel', executed: true });
 * await controller.faults.clear();
 * ```
 *
 * @public
 */
export class Faults {
  /** @internal */
  readonly calls = new CallFaults();
  /** @internal */
  hangsAtAccept = false;
  /** Messages after which each new connection is cut. @internal */
  #dropEach: number | undefined;
  #dropNext: number | undefined;
  #refusing = false;
  readonly #ended = new AbortController();

  /** @internal */
  constructor(
    private readonly host: FaultHost,
    private readonly engine: EngineFaults,
  ) {}

  /**
   * Cuts connections, as a cable does: no close frame, no goodbye. With `method`, when that method is called.
   *
   * @param options - which, and when; without options every open connection, now
   */
  drop(options: DropOptions & CallFaultOptions = {}): void {
    if (options.method !== undefined) {
      this.calls.add({ ...options, outcome: 'drop' });
    } else if (options.connections === 'next') {
      this.#dropNext = options.afterMessages ?? 0;
    } else if (options.afterMessages === undefined) {
      this.host.cutConnections();
    } else {
      this.#dropEach = options.afterMessages;
    }
  }

  /**
   * Takes calls (or connections) and never answers them.
   *
   * @param options - which; without options every call
   */
  hang(options: HangOptions = {}): void {
    if (options.at === 'accept') this.hangsAtAccept = true;
    else this.calls.add({ ...options, outcome: 'hang' });
  }

  /**
   * Makes calls wait before they are carried out.
   *
   * @param time - how long, in real time
   * @param options - which; without options every call
   */
  delay(time: Duration, options: Pick<CallFaultOptions, 'method' | 'times'> = {}): void {
    this.calls.add({ ...options, outcome: 'answer', delayMs: toMilliseconds(time, 'The delay') });
  }

  /**
   * Makes a method fail with an error of Juju's instead of doing its work.
   *
   * @param method - `Facade.Method`, such as `ModelManager.DestroyModels`
   * @param failure - what it answers, and how often
   */
  failMethod(method: string, failure: MethodFailure): void {
    const error = new ApiError(failure.message, failure.code, failure.info);
    this.calls.add({
      method,
      outcome: 'answer',
      error,
      ...(failure.times !== undefined && { times: failure.times }),
    });
  }

  /**
   * Makes a hook or an action of a charm fail, whether the charm has a handler for it or not.
   *
   * @param fault - which hook of which unit or application, and how often; default: once
   */
  failHook(fault: HookFault): void {
    this.engine.failHook(fault);
  }

  /**
   * Makes machines fail to start, or never start.
   *
   * @param fault - which machine, and the provider's error; default: every new one stays `pending`
   */
  failProvisioning(fault: ProvisioningFault = {}): void {
    this.engine.failProvisioning(fault);
  }

  /**
   * Cuts a unit's agent off: it is shown as `lost` and runs nothing until it is back. {@link Faults.clear} does not
   * bring it back.
   *
   * @param model - the unit's model, such as `controller.state.model(uuid)`
   * @param unit - the unit's name
   * @param lost - `false` brings the agent back
   */
  loseAgent(model: Model, unit: string, lost = true): void {
    this.engine.loseAgent(model, unit, lost);
  }

  /** Refuses new connections; those that are open go on. */
  refuse(): void {
    this.#refusing = true;
    this.host.stopListening();
  }

  /**
   * Restarts the server: all connections are cut, the port and all that the controller knows stay.
   *
   * @param options - `downtime`: how long it cannot be reached, in real time; default: not at all
   */
  async restart(options: { readonly downtime?: Duration } = {}): Promise<void> {
    this.host.stopListening();
    this.host.cutConnections();
    const downtimeMs = toMilliseconds(options.downtime ?? 0, 'The downtime');
    this.#refusing = true;
    await delay(downtimeMs, undefined, { signal: this.#ended.signal }).catch(() => undefined);
    await this.#listenAgain();
  }

  /** Ends all faults. What hung stays unanswered. */
  async clear(): Promise<void> {
    this.calls.clear();
    this.hangsAtAccept = false;
    this.#dropEach = undefined;
    this.#dropNext = undefined;
    this.engine.clear();
    await this.#listenAgain();
  }

  /** Ends what waits, because the server does. @internal */
  end(): void {
    this.#ended.abort();
  }

  /** After how many messages a connection that is opened now shall be cut; `undefined` for never. @internal */
  messagesBeforeDrop(): number | undefined {
    const next = this.#dropNext;
    this.#dropNext = undefined;
    return next ?? this.#dropEach;
  }

  async #listenAgain(): Promise<void> {
    if (!this.#refusing || this.#ended.signal.aborted) return;
    this.#refusing = false;
    await this.host.listenAgain();
  }
}
