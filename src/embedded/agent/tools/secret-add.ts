import { notValid, refused } from '../../api-error';
import { hookTool } from './hook-tool';
import { readSecretValues, secretFlags } from './secret-values';

/** @internal */
export const secretAdd = hookTool({
  name: 'secret-add',
  usage: '<key>[#base64]=<value> ...',
  summary: 'Adds a new secret.',
  flags: secretFlags,
  init(args, flags, _subject, input) {
    if (args.length === 0 && flags.file === '') throw refused('missing secret value or filename');
    return readSecretValues(args, flags, input);
  },
  run({ context: { secrets } }, { args: values, flags: { owner } }) {
    if (values.content === undefined) throw notValid('empty secret value');
    return `${secrets.add(owner === 'unit' ? 'unit' : 'application', values)}\n`;
  },
});
