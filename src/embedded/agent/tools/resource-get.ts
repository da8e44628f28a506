import { messageOf } from '../../../message-of';
import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const resourceGet = hookTool({
  name: 'resource-get',
  usage: '<resource name>',
  summary: 'Prints where the file of a resource is, brought up to date.',
  init([name, ...rest]) {
    if (name === undefined) throw refused('missing required resource name');
    checkEmpty(rest);
    return name;
  },
  /** The path has no line break after it. */
  async run(subject, { args: name }) {
    try {
      return await subject.resourcePath(name);
    } catch (error) {
      throw refused(`could not download resource: ${messageOf(error)}`);
    }
  },
});
