import { refused } from '../../api-error';
import { storageFlag } from './flags/storage-flag';
import { quote } from './format/go-quote';
import { hookTool } from './hook-tool';
import { zeroOrOne } from './zero-or-one';

/** @internal */
export const storageGet = hookTool({
  name: 'storage-get',
  usage: '[-s <storage-id>] [<key>]',
  summary: 'Prints what a storage instance is and where.',
  flags: { storage: storageFlag },
  output: 'smart',
  init(args, { storage }) {
    if (storage === '') throw refused('no storage instance specified');
    return zeroOrOne(args);
  },
  run(subject, { args: key, flags: { storage: id } }) {
    const { kind, location } = subject.context.storage.get(id);
    const values: Readonly<Record<string, string>> = {
      kind,
      location: subject.storageLocation(id, location),
    };
    if (key === '') return values;
    const value = values[key];
    if (value === undefined) throw refused(`invalid storage attribute ${quote(key)}`);
    return value;
  },
});
