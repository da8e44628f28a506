import { isMap } from '../../charm/yaml-map';
import { actionOf } from './action-of';
import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';

/** @internal */
export const actionGet = hookTool({
  name: 'action-get',
  usage: '[<key>[.<key>.<key>...]]',
  summary: 'Prints the parameters of the action.',
  output: 'smart',
  init([path, ...rest]) {
    checkEmpty(rest);
    return path?.split('.') ?? [];
  },
  run({ context }, { args: keys }) {
    let value: unknown = actionOf(context).parameters;
    for (const key of keys) value = isMap(value) && Object.hasOwn(value, key) ? value[key] : null;
    return value ?? null;
  },
});
