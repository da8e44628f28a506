import { StringList } from './format/string-list';
import { hookTool } from './hook-tool';
import { zeroOrOne } from './zero-or-one';

/** @internal */
export const storageList = hookTool({
  name: 'storage-list',
  usage: '[<storage-name>]',
  summary: 'Lists the storage of the unit.',
  output: 'smart',
  init: zeroOrOne,
  run: ({ context: { storage } }, { args: name }) =>
    new StringList(name === '' ? storage.list() : storage.list(name)),
});
