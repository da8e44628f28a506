import { refused } from '../../api-error';
import { checkEmpty } from './check-empty';
import { StringList } from './format/string-list';
import { hookTool } from './hook-tool';
import type { ToolSubject } from './tool-subject';

/** @internal */
export const relationIds = hookTool({
  name: 'relation-ids',
  usage: (subject) => (endpointOfHook(subject) === '' ? '<name>' : '[<name>]'),
  summary: 'Lists the relations of an endpoint.',
  output: 'smart',
  init([name, ...rest], _flags, subject) {
    const endpoint = name ?? endpointOfHook(subject);
    if (name === undefined && endpoint === '') throw refused('no endpoint name specified');
    checkEmpty(rest);
    return endpoint;
  },
  run: ({ context: { relations } }, { args: endpoint }) =>
    new StringList(
      relations
        .ids(endpoint)
        .map((id) => `${endpoint}:${id}`)
        .toSorted(),
    ),
});

function endpointOfHook({ context: { hook, relations } }: ToolSubject): string {
  const id = hook?.relationId;
  return id !== undefined && relations.has(id) ? relations.endpoint(id) : '';
}
