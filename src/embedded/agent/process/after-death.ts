import { rmSync } from 'node:fs';
import { killProcessesOf } from '../../../processes-of-folder';
import { keepFlag } from './watchdog';

/**
 * What a controller's watchdog becomes when that has died (`node after-death.js FOLDER [--keep]`): kills the processes of its
 * charms, and removes the folder that they were executed in.
 */
function main(folder: string, isKept: boolean): void {
  killProcessesOf(folder);
  // What is being killed may still write.
  if (!isKept) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

main(process.argv[2] ?? '', process.argv.includes(keepFlag));
