import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Disks for tests of what happens on them. */
export interface TestDisks {
  /** One of 64 kB. */
  readonly small: string;
  /** One that cannot be written. */
  readonly readOnly: string;
  unmount(): void;
}

/** `undefined` where none can be mounted: that takes Linux and root. */
export function mountDisks(): TestDisks | undefined {
  const small = mount('size=64k');
  const readOnly = small === undefined ? undefined : mount('ro');
  if (small === undefined || readOnly === undefined) return undefined;
  return {
    small,
    readOnly,
    unmount() {
      for (const folder of [small, readOnly]) {
        execFileSync('sh', ['-c', 'umount -l "$0"', folder]);
        rmdirSync(folder);
      }
    },
  };
}

function mount(options: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'test-disk-'));
  try {
    execFileSync('sh', ['-c', 'mount -t tmpfs -o "$1" tmpfs "$0"', folder, options], { stdio: 'ignore' });
    return folder;
  } catch {
    rmdirSync(folder);
    return undefined;
  }
}
