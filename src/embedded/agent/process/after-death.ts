import { killProcessesOf } from '../../../processes-of-folder';
import { removeFolderSync } from '../../../remove-folder';
import { keepFlag } from './watchdog';

/**
 * What a controller's watchdog becomes when that has died (`node after-death.js FOLDER [--keep]`): kills the processes of its
 * charms, and removes the folder that they were executed in.
 */
function main(folder: string, isKept: boolean): void {
  killProcessesOf(folder);
  if (!isKept) removeFolderSync(folder);
}

main(process.argv[2] ?? '', process.argv.includes(keepFlag));
