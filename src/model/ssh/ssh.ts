import type { Duration } from '../../duration';
import { JujuError } from '../../errors';
import type { CallLimits } from '../calls/call-limits';
import { checkKeys } from '../calls/check-keys';
import { type CommandResult, runJujuProgram } from './juju-program';
import type { ModelCore } from '../model-core';

/** How a machine or a container is reached. @public */
export interface ReachOptions extends CallLimits {
  /** Who to be there. Default: `ubuntu`. Not on Kubernetes. */
  readonly user?: string;
  /** The container of the pod. Default: the charm's. On Kubernetes only. */
  readonly container?: string;
  /** Go through the controller, where the machine cannot be reached from here. Not on Kubernetes. */
  readonly proxy?: boolean;
  /** Whether the machine has to prove who it is. Default: `true`. Not on Kubernetes. */
  readonly hostKeyChecks?: boolean;
  /** When to end the command, in real time. Default: `'10m'`. */
  readonly timeout?: Duration;
}

/** How to run a command with `ssh`. @public */
export interface SshOptions extends ReachOptions {
  /** Whether it has a terminal there. Default: `false`. */
  readonly tty?: boolean;
  /** What it reads; without it there is nothing to read. */
  readonly stdin?: string | Uint8Array;
  /** Options of OpenSSH, such as `['-o', 'ConnectTimeout=5']`. Not on Kubernetes. */
  readonly sshOptions?: readonly string[];
  /** Throw a `CommandError` where its exit code is not 0. Default: `true`. */
  readonly check?: boolean;
}

const reachKeys = ['user', 'container', 'proxy', 'hostKeyChecks', 'timeout', 'signal'];
const sshKeys = [...reachKeys, 'tty', 'stdin', 'sshOptions', 'check'];

/**
 * Runs a shell command on a unit or a machine with `juju ssh`.
 *
 * @param target - a unit's name, or a machine's id
 * @internal
 */
export async function ssh(
  core: ModelCore,
  target: string,
  command: string,
  options: SshOptions,
): Promise<CommandResult> {
  checkKeys(options, sshKeys, 'ssh');
  if (typeof command !== 'string' || command.trim() === '') {
    throw new TypeError(
      'ssh needs a command to run: without one it would open a shell, and wait for its end',
    );
  }
  const { tty = false, stdin, sshOptions = [], check = true } = options;
  if (sshOptions.length > 0) refuseOnKubernetes(core, 'sshOptions', 'ssh');
  return await runJujuProgram(core, {
    what: 'ssh',
    args: [
      'ssh',
      ...(tty ? ['--pty=true'] : []),
      ...reachArgs(core, options, 'ssh'),
      remote(target, options),
      ...sshOptions,
      command,
    ],
    stdin,
    check,
    failMessage: `The command "${command}" failed on ${target} in ${core.fullName}`,
    ...limitsOf(options),
  });
}

/** The options of `juju ssh` and `juju scp` that say how to get there. @internal */
export function reachArgs(core: ModelCore, options: ReachOptions, what: string): string[] {
  const { user, container, proxy = false, hostKeyChecks = true } = options;
  if (user !== undefined) refuseOnKubernetes(core, 'user', what);
  if (proxy) refuseOnKubernetes(core, 'proxy', what);
  if (!hostKeyChecks) refuseOnKubernetes(core, 'hostKeyChecks', what);
  if (container !== undefined && core.info.type !== 'caas') {
    throw new JujuError(`${what}: \`container\` is for units on Kubernetes; ${core.fullName} has machines`, {
      code: 'not supported',
    });
  }
  return [
    ...(proxy ? ['--proxy'] : []),
    ...(hostKeyChecks ? [] : ['--no-host-key-checks']),
    ...(container === undefined ? [] : ['--container', container]),
  ];
}

/** `web/0`, or `root@web/0`. @internal */
export function remote(target: string, { user }: ReachOptions): string {
  return user === undefined ? target : `${user}@${target}`;
}

/** @internal */
export function limitsOf({ signal, timeout = '10m' }: CallLimits): CallLimits {
  return { signal, timeout };
}

/** @internal */
export const reachOptions: readonly string[] = reachKeys;

function refuseOnKubernetes(core: ModelCore, option: string, what: string): void {
  if (core.info.type !== 'caas') return;
  throw new JujuError(
    `${what}: \`${option}\` is for machines; ${core.fullName} is on Kubernetes, where Juju uses no OpenSSH`,
    { code: 'not supported' },
  );
}
