import * as yaml from 'js-yaml';
import { messageOf } from '../../../message-of';
import { hookTool } from './hook-tool';
import { isMap } from '../../charm/yaml-map';
import { quote } from './format/go-quote';
import { refused } from '../../api-error';

/** @internal */
export const payloadRegister = hookTool({
  name: 'payload-register',
  usage: '<type> <class> <id> [tags...]',
  summary: 'Says that a payload of the charm runs.',
  init([type, payloadClass, id, ...labels]) {
    if (type === undefined || payloadClass === undefined || id === undefined) {
      throw refused('missing required arguments');
    }
    return { type, class: payloadClass, id, labels };
  },
  async run({ context }, { args: payload, input }) {
    const declared = payloadsIn(await input.readFile('metadata.yaml')).get(payload.class);
    if (declared === undefined) throw refused(`payload ${quote(payload.class)} not found in metadata.yaml`);
    if (declared !== payload.type) {
      throw refused(
        `incorrect type ${quote(payload.type)} for payload ${quote(payload.class)}, expected ${quote(declared)}`,
      );
    }
    if (payload.id === '') throw refused('missing ID not valid');
    context.payloads.register({ ...payload, status: 'running' });
  },
});

/** The types of a charm's payloads, by class. */
function payloadsIn(content: Buffer): Map<string, string> {
  const metadata = load(content.toString());
  const payloads = isMap(metadata) && isMap(metadata['payloads']) ? metadata['payloads'] : {};
  return new Map(
    Object.entries(payloads).map(([name, payload]) => [
      name,
      isMap(payload) && typeof payload['type'] === 'string' ? payload['type'] : '',
    ]),
  );
}

function load(text: string): unknown {
  try {
    return yaml.load(text, { schema: yaml.CORE_SCHEMA });
  } catch (cause) {
    throw refused(`yaml: ${messageOf(cause)}`);
  }
}
