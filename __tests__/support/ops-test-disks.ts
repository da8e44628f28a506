import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Mounts the disks over a folder that every system has, in a namespace of its own, and stays until its input ends: with
 * it the disks go, also where the process of the tests is killed.
 */
const holder = `
  mount -t tmpfs -o size=1m tests /mnt && cd /mnt && mkdir small crowded read-only &&
  mount -t tmpfs -o size=64k tests small && mount -t tmpfs -o nr_inodes=1 tests crowded &&
  mount -t tmpfs -o ro tests read-only && cd / && echo mounted && cat`;

/** Root needs no namespace of users; not everybody else may make one. */
const ways = [['-Urm'], ['-m']];

const way = ways.find((flags) => {
  const { status, stdout } = spawnSync('unshare', [...flags, 'sh', '-c', holder], {
    input: '',
    stdio: 'pipe',
  });
  return status === 0 && stdout.toString() === 'mounted\n';
});

/** Why there can be no disks for tests here, where there can be none. */
export const noDisks = way ? undefined : 'no disk can be mounted: that takes Linux and its namespaces';

/** Disks for tests of what happens on them. */
export interface TestDisks {
  /** One of 64 kB, empty before each test. */
  readonly small: string;
  /** One that can have no file, for want of inodes. */
  readonly crowded: string;
  /** One that cannot be written. */
  readonly readOnly: string;
  /** Leaves no room on the small one. */
  fill(): void;
}

/** Disks of the tests of a block, which is to be skipped where there are `noDisks`. */
export function onDisks(): TestDisks {
  let child: ChildProcess;
  const path = (name: string) => join('/proc', String(child.pid), 'root/mnt', name);
  const disks: TestDisks = {
    get small() {
      return path('small');
    },
    get crowded() {
      return path('crowded');
    },
    get readOnly() {
      return path('read-only');
    },
    fill: () => fill(join(path('small'), 'filler')),
  };

  beforeAll(async () => {
    child = spawn('unshare', [...(way ?? []), 'sh', '-c', holder], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout ?? child, 'data');
  });

  beforeEach(() => {
    for (const name of readdirSync(disks.small)) rmSync(join(disks.small, name), { recursive: true });
  });

  afterAll(async () => {
    child.stdin?.end();
    await once(child, 'close');
  });

  return disks;
}

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch {
    // No byte more.
  } finally {
    closeSync(file);
  }
}
