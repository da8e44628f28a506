import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../../message-of';
import type { Launcher } from '../process/launch';
import { explainRefusal, readNamespaceFacts } from './explain-refusal';
import type { JailProbe } from './isolation-choice';
import { Jail, JailRefusedError } from './jail';
import { JailLauncher } from './jail-launcher';
import { systemCalls } from './system-calls';

/** Where perl is, which makes jails; every Debian and Ubuntu has it. @internal */
export const perlPath: string | undefined = ['/usr/bin/perl', '/bin/perl', '/usr/local/bin/perl'].find(
  (path) => existsSync(path),
);

let probed: Promise<JailProbe> | undefined;

/**
 * Whether there can be a jail on this machine: one is made, and something is run in it. Asked once.
 *
 * @param inner - starts processes
 * @internal
 */
export function probeJail(inner: Launcher): Promise<JailProbe> {
  probed ??= probe(inner);
  return probed;
}

async function probe(inner: Launcher): Promise<JailProbe> {
  const { platform, arch } = process;
  if (platform !== 'linux') {
    return no(`jails are made of Linux namespaces, which ${platform} has not`, 'Run the tests on Linux');
  }
  if (systemCalls === undefined) {
    return no(`jails are not made on ${arch} processors`, 'Run the tests on x64 or arm64');
  }
  if (perlPath === undefined) return no('jails are made by perl, which is not there', 'Install perl');
  const site = await mkdtemp(join(tmpdir(), 'jest-op-probe-'));
  try {
    return await tryJail({ inner, site, perl: perlPath, calls: systemCalls });
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}

const no = (why: string, wayOut: string): JailProbe => ({ works: false, why, wayOut });

interface Trial {
  readonly inner: Launcher;
  readonly site: string;
  readonly perl: string;
  readonly calls: NonNullable<typeof systemCalls>;
}

async function tryJail(on: Trial): Promise<JailProbe> {
  const { site, perl, calls } = on;
  const [root, folder] = [join(site, 'unit'), join(site, 'jail')];
  await Promise.all([mkdir(root), mkdir(folder)]);
  const bound = { readable: [], hidden: site, shown: [], root, owned: [root] };
  try {
    const jail = await Jail.make({ perl, calls, folder, quota: 1024 ** 2, guards: new Map(), ...bound });
    try {
      await enter(jail, root, on);
      return { works: true, readOnly: jail.readOnly };
    } finally {
      await jail.close();
    }
  } catch (error) {
    if (!(error instanceof JailRefusedError)) return no(messageOf(error), 'See what perl says');
    return { works: false, ...explainRefusal(error.refusal, readNamespaceFacts()) };
  }
}

async function enter(jail: Jail, root: string, { inner, perl, calls }: Trial): Promise<void> {
  const launcher = new JailLauncher(inner, { perl, calls, quota: 0 }, () => Promise.resolve(jail));
  const names = { unit: 'probe/0', hook: 'probe', charm: 'probe' };
  await launcher.start(
    { command: '/bin/true', args: [], cwd: root, root, env: {}, ...names },
    { stdout: () => {}, stderr: () => {} },
    new AbortController().signal,
  );
}
