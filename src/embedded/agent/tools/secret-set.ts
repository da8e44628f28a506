import { hookTool } from './hook-tool';
import { takeSecretUri } from './secret-uri';
import { readSecretValues, secretFlags } from './secret-values';

/** @internal */
export const secretSet = hookTool({
  name: 'secret-set',
  usage: '<ID> [key[#base64]=value...]',
  summary: 'Updates an existing secret.',
  flags: secretFlags,
  async init(args, flags, _subject, input) {
    const { uri, rest } = takeSecretUri(args);
    return { uri, values: await readSecretValues(rest, flags, input) };
  },
  run: ({ context: { secrets } }, { args: { uri, values } }) => secrets.set(uri, values),
});
