import { checkKeys } from '../calls/check-keys';
import { runJujuProgram } from './juju-program';
import type { ModelCore } from '../model-core';
import { limitsOf, reachArgs, type ReachOptions, reachOptions, remote } from './ssh';

/** How to copy files. @public */
export interface ScpOptions extends ReachOptions {
  /** Copy folders with what is in them. Default: `false`. On Kubernetes folders are always copied so. */
  readonly recursive?: boolean;
}

/**
 * Copies something of this machine to a unit or a machine, with `juju scp`.
 *
 * @param target - a unit's name, or a machine's id
 * @internal
 */
export async function scpTo(
  core: ModelCore,
  target: string,
  paths: { readonly source: string; readonly destination: string },
  options: ScpOptions,
): Promise<void> {
  const there = `${remote(target, options)}:${paths.destination}`;
  await copy(core, [localPath(paths.source, 'scpTo'), there], options, `to ${target}`);
}

/** Copies something of a unit or a machine to this machine. @internal */
export async function scpFrom(
  core: ModelCore,
  target: string,
  paths: { readonly source: string; readonly destination: string },
  options: ScpOptions,
): Promise<void> {
  const there = `${remote(target, options)}:${paths.source}`;
  await copy(core, [there, localPath(paths.destination, 'scpFrom')], options, `from ${target}`);
}

async function copy(
  core: ModelCore,
  ends: readonly [source: string, destination: string],
  options: ScpOptions,
  where: string,
): Promise<void> {
  const what = where.startsWith('to ') ? 'scpTo' : 'scpFrom';
  checkKeys(options, [...reachOptions, 'recursive'], what);
  const isRecursive = options.recursive === true && core.info.type !== 'caas';
  await runJujuProgram(core, {
    what,
    // What is for scp itself comes after two dashes.
    args: ['scp', ...reachArgs(core, options, what), '--', ...(isRecursive ? ['-r'] : []), ...ends],
    check: true,
    failMessage: `Copying ${ends[0]} ${where} in ${core.fullName} failed`,
    ...limitsOf(options),
  });
}

/** To `juju scp` a colon makes a machine of what is before it, and a dash an option. */
function localPath(path: string, what: string): string {
  if (path === '' || path.includes(':')) {
    throw new TypeError(
      `${what} cannot take "${path}" as a path of this machine: ` +
        (path === '' ? 'it is empty' : 'juju scp takes what is before a colon for a machine'),
    );
  }
  return path.startsWith('-') ? `./${path}` : path;
}
