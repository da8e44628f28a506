import { checkEmpty } from './check-empty';
import { integerFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import { takeSecretUri } from './secret-uri';

/** @internal */
export const secretRemove = hookTool({
  name: 'secret-remove',
  usage: '<ID>',
  summary: 'Removes an existing secret.',
  flags: { revision: integerFlag(['revision'], 'Removes the specified revision.') },
  init(args) {
    const { uri, rest } = takeSecretUri(args);
    checkEmpty(rest);
    return uri;
  },
  run: ({ context: { secrets } }, { args: uri, flags: { revision } }) =>
    secrets.remove(uri, revision > 0 ? revision : undefined),
});
