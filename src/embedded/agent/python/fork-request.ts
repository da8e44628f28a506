import { machine } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

import type { DispatchForm } from './dispatch-form';
import type { Launch } from '../process/launch';

/** What a fork needs to become a hook: `programs/fork-server.py` reads it. @internal */
export interface ForkRequest {
  /** The charm's folder. */
  readonly cwd: string;
  /** What it runs, absolute, as Python would name it. */
  readonly file: string;
  /** `sys.argv[0]`. */
  readonly argv0: string;
  /** The name that Python is started by. */
  readonly python: string;
  /** What is first in `sys.path`. */
  readonly scriptFolder: string;
  /** Folders of the charm's own modules beside that. */
  readonly ownFolders: readonly string[];
  /** Folders that the dynamic linker would look into: it does not any more in a process that runs. */
  readonly libraries: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The request of a launch, in which `dispatch` need not be run any more: what it would have said of the environment is in it.
 *
 * @param python - the name that the interpreter would be started by
 * @internal
 */
export function forkRequest(launch: Launch, form: DispatchForm, python: string): ForkRequest {
  const { cwd } = launch;
  const argv0 = form.by === 'venv' ? join(cwd, form.entry) : `./${form.entry}`;
  return {
    cwd,
    file: isAbsolute(argv0) ? argv0 : `${cwd}/${argv0}`,
    argv0,
    python,
    scriptFolder: dirname(join(cwd, form.entry)),
    ownFolders: [join(cwd, 'lib')],
    libraries: form.by === 'venv' ? libraryFolders(cwd) : [],
    env: environment(launch, form),
  };
}

/**
 * The environment that a fork server is started with: what Python reads when it starts is in it, and nothing of a hook.
 *
 * @param perUnit - whether it serves this unit alone
 * @internal
 */
export function serverEnvironment(
  launch: Launch,
  form: DispatchForm,
  perUnit: boolean,
): Record<string, string> {
  const ofAHook = (name: string): boolean => name.startsWith('JUJU_') || name === 'CHARM_DIR';
  const env = Object.entries(environment(launch, form)).filter(([name]) => !ofAHook(name));
  const modules = form.by === 'venv' ? ['lib', 'src'] : ['lib', 'venv'];
  const path = modules.map((folder) => join(launch.cwd, folder)).join(delimiter);
  // By this a process is known to be a unit's, or else the controller's: `processes-of-folder`.
  const mark = perUnit ? launch.cwd : join(dirname(launch.root), 'fork-server');
  return { ...Object.fromEntries(env), JUJU_CHARM_DIR: mark, PYTHONPATH: path };
}

/** As the shell that runs `dispatch` leaves it to Python. */
function environment({ cwd, command, env }: Launch, form: DispatchForm): Record<string, string> {
  if (form.by === 'shebang') {
    return { JUJU_DISPATCH_PATH: command, ...env, PWD: cwd, PYTHONPATH: 'lib:venv' };
  }
  return {
    ...env,
    PWD: cwd,
    PYTHONPATH: [join(cwd, 'lib'), join(cwd, 'src')].join(delimiter),
    LD_LIBRARY_PATH: libraryFolders(cwd).join(delimiter),
  };
}

function libraryFolders(cwd: string): string[] {
  return [join(cwd, 'usr/lib'), join(cwd, 'lib'), join(cwd, `usr/lib/${machine()}-linux-gnu`)];
}
