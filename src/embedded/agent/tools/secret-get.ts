import { notFound, refused } from '../../api-error';
import type { EncodedContent } from '../../state/secret-content';
import { booleanFlag, textFlag } from './flags/flag';
import { quote } from './format/go-quote';
import { hookTool } from './hook-tool';
import { takeOptionalSecretUri } from './secret-uri';
import { zeroOrOne } from './zero-or-one';

/** @internal */
export const secretGet = hookTool({
  name: 'secret-get',
  usage: '<ID> [key[#base64]]',
  summary: 'Gets the content of a secret.',
  flags: {
    label: textFlag(['label'], 'Specifies a label used to identify the secret in hooks.'),
    peek: booleanFlag(['peek'], 'Gets the latest revision just this time.'),
    refresh: booleanFlag(['refresh'], 'Gets the latest revision, and the same one in subsequent calls.'),
  },
  output: 'yaml',
  init(args, { label, peek, refresh }) {
    const { uri, rest } = takeOptionalSecretUri(args);
    if (uri === '' && label === '') throw refused('require either a secret URI or label');
    if (peek && refresh) throw refused('specify one of --peek or --refresh but not both');
    return { uri, key: zeroOrOne(rest) };
  },
  run({ context: { secrets } }, { args: { uri, key }, flags }) {
    const content = secrets.get({ uri, ...flags });
    if (key !== '') return valueOf(content, key);
    return Object.fromEntries(Object.keys(content).map((each) => [each, valueOf(content, each)]));
  },
});

function valueOf(content: EncodedContent, key: string): string | Buffer {
  const name = key.replace(/#base64$/, '');
  const value = content[name];
  if (value === undefined) throw notFound(`secret key value ${quote(name)}`);
  return name === key ? textOf(Buffer.from(value, 'base64')) : value;
}

/** Bytes that are no text stay bytes. */
function textOf(bytes: Buffer): string | Buffer {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : bytes;
}
