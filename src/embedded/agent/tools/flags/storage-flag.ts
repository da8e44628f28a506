import { refused } from '../../../api-error';
import { isValidStorageId } from '../../../state/names';
import type { ToolSubject } from '../tool-subject';
import type { Flag } from './flag';

/** `-s data/0`: a storage of the unit; without it that of the hook, once it is there. @internal */
export const storageFlag: Flag<string> = {
  names: ['s'],
  usage: 'Specifies a storage instance by ID.',
  kind: 'other',
  initial: storageOfHook,
  show: storageOfHook,
  parse: (text, { context }) => {
    if (!isValidStorageId(text)) throw refused(`invalid storage ID "${text}"`);
    context.storage.get(text);
    return text;
  },
};

function storageOfHook({ context: { hook, storage } }: ToolSubject): string {
  const id = hook?.storageId;
  if (id === undefined) return '';
  try {
    storage.get(id);
    return id;
  } catch {
    return '';
  }
}
