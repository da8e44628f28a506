import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Whether there is anything in a charm's folder that a hook could ever run. @internal */
export function hasHooks(folder: string): boolean {
  if (existsSync(join(folder, 'dispatch'))) return true;
  const hooks = join(folder, 'hooks');
  return existsSync(hooks) && readdirSync(hooks).length > 0;
}
