import { promises as fs } from 'node:fs';
import type { ToolFiles } from './tool-subject';

/** The files of this machine, for charms that see the same ones. @internal */
export const hostFiles: ToolFiles = {
  read: (path) => fs.readFile(path),
  write: (path, content) => fs.writeFile(path, content),
};
