import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import type { Ended, Launch, Launcher } from '../../src/embedded/agent/process/launch';

/** The forms of `dispatch` that charmcraft writes. */
export const forms = {
  shebang: `#!/bin/sh

JUJU_DISPATCH_PATH="\${JUJU_DISPATCH_PATH:-$0}" PYTHONPATH=lib:venv \\
  exec ./src/charm.py
`,
  venv: `#!/bin/sh
dispatch_path="$(dirname $(realpath $0))"
venv_bin_path="\${dispatch_path}/venv/bin"
python_path="\${venv_bin_path}/python"
if [ ! -e "\${python_path}" ]; then
    mkdir -p "\${venv_bin_path}"
    ln -s $(which python3) "\${python_path}"
fi

# Add charm lib and source directories to PYTHONPATH so the charm can import
# libraries and its own modules as expected.
export PYTHONPATH="\${dispatch_path}/lib:\${dispatch_path}/src"

# Add the charm's lib and usr/lib directories to LD_LIBRARY_PATH, allowing
# staged packages to be discovered by the dynamic linker.
export LD_LIBRARY_PATH="\${dispatch_path}/usr/lib:\${dispatch_path}/lib:\${dispatch_path}/usr/lib/$(uname -m)-linux-gnu"

exec "\${python_path}" "\${dispatch_path}/src/charm.py"
`,
};

export type Form = keyof typeof forms;

/** A unit's folder with a charm in it, as an agent would have made it. */
export class CharmFolder {
  readonly #site: string;
  readonly #root: string;
  readonly charm: string;

  private constructor(site: string) {
    this.#site = site;
    this.#root = join(site, '1');
    this.charm = join(this.#root, 'charm');
  }

  /** Of a charm of `interop/ops/charms`, or of an empty one, with the modules of a virtual environment. */
  static async make(form: Form, environment: string, sources?: string): Promise<CharmFolder> {
    const folder = new CharmFolder(await mkdtemp(join(tmpdir(), 'jo-charm-')));
    await mkdir(join(folder.charm, 'src'), { recursive: true });
    if (sources !== undefined)
      await cp(join(__dirname, 'charms', sources), folder.charm, { recursive: true });
    await folder.write('dispatch', forms[form]);
    if (form === 'venv') await symlink(environment, join(folder.charm, 'venv'));
    else await folder.useModules(environment);
    return folder;
  }

  /** Makes the modules of a virtual environment those of the flat folder `venv`. */
  async useModules(environment: string): Promise<void> {
    await rm(join(this.charm, 'venv'), { force: true });
    await symlink(await sitePackages(environment), join(this.charm, 'venv'));
  }

  /** Writes an executable file. */
  async write(path: string, content: string): Promise<void> {
    await mkdir(join(this.charm, path, '..'), { recursive: true });
    await writeFile(join(this.charm, path), content, { mode: 0o755 });
  }

  /** A charm that is this program, with `/usr/bin/env python3` before it. */
  async program(text: string): Promise<void> {
    await this.write('src/charm.py', `#!/usr/bin/env python3\n${text}`);
  }

  launch(env: Readonly<Record<string, string>> = {}): Launch {
    return {
      command: join(this.charm, 'dispatch'),
      args: [],
      cwd: this.charm,
      root: this.#root,
      env: {
        JUJU_DISPATCH_PATH: 'hooks/install',
        LANG: 'C.UTF-8',
        PATH: [join(process.env['INTEROP_OPS_NEWEST'] ?? '', 'bin'), '/usr/bin', '/bin'].join(delimiter),
        ...env,
      },
      unit: 'mirror/0',
      hook: 'install',
      charm: 'mirror',
    };
  }

  async remove(): Promise<void> {
    await rm(this.#site, { recursive: true, force: true });
  }
}

async function sitePackages(environment: string): Promise<string> {
  const [python = ''] = await readdir(join(environment, 'lib'));
  return join(environment, 'lib', python, 'site-packages');
}

/** What a process printed, and how it ended. */
export interface Ran extends Ended {
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a launch to its end. */
export async function run(launcher: Launcher, launch: Launch): Promise<Ran> {
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  const output = {
    stdout: (chunk: Buffer) => chunks.stdout.push(chunk),
    stderr: (chunk: Buffer) => chunks.stderr.push(chunk),
  };
  const ended = await launcher.start(launch, output, new AbortController().signal);
  return {
    ...ended,
    stdout: Buffer.concat(chunks.stdout).toString(),
    stderr: Buffer.concat(chunks.stderr).toString(),
  };
}
