import { actionOf } from './action-of';
import { checkResultKey } from '../../engine/hook-context/hook-action';
import { hookTool } from './hook-tool';
import { quote } from './format/go-quote';
import { refused } from '../../api-error';

/** @internal */
export const actionSet = hookTool({
  name: 'action-set',
  usage: '<key>=<value> [<key>=<value> ...]',
  summary: 'Sets results of the action.',
  init: (args) => args.map(toPair),
  run({ context }, { args: pairs }) {
    for (const [path, value] of pairs) actionOf(context).setResults({ [path]: value });
  },
});

function toPair(arg: string): readonly [path: string, value: string] {
  const at = arg.indexOf('=');
  if (at < 0) throw refused(`argument ${quote(arg)} must be of the form key...=value`);
  const path = arg.slice(0, at);
  for (const key of path.split('.')) checkResultKey(key);
  return [path, arg.slice(at + 1)];
}
