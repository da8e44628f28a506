import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/** What removes what Node leaves: folders that may not be written to, and trees whose paths are longer than a path may be. */
const steps = (path: string): readonly (readonly [string, readonly string[]])[] => [
  ['chmod', ['-R', 'u+rwX', path]],
  ['rm', ['-rf', path]],
];
/** They may complain of each of many files: where that is kept, they are ended when it is much. */
const unheard = { stdio: 'ignore' } as const;

/**
 * Removes a folder that programs of somebody else have worked in, whatever they have made there; no matter if it is not there.
 *
 * @throws Error of Node’s, where it is not ours to remove
 * @internal
 */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch {
    for (const [program, args] of steps(path)) {
      await once(spawn(program, args, unheard), 'exit').catch(() => undefined);
    }
    await rm(path, { recursive: true, force: true });
  }
}

/**
 * {@link removeFolder}, where nothing may be waited for.
 *
 * @throws Error of Node’s, where it is not ours to remove
 * @internal
 */
export function removeFolderSync(path: string): void {
  // What is being killed may still write.
  const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 50 };
  try {
    rmSync(path, options);
  } catch {
    for (const [program, args] of steps(path)) spawnSync(program, args, unheard);
    rmSync(path, options);
  }
}
