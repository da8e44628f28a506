import { ensureFolder } from '../ensure-folder';
import { fileError } from './file-error';

/** Makes a folder, and those above it. @throws JujuError saying why it cannot @internal */
export function makeFolder(path: string): Promise<string> {
  try {
    ensureFolder(path);
    return Promise.resolve(path);
  } catch (cause) {
    return Promise.reject(fileError(`The folder ${path} cannot be made`, cause));
  }
}
