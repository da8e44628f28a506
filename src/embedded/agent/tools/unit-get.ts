import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { notFound, refused } from '../../api-error';
import { quote } from './format/go-quote';

/** @internal */
export const unitGet = hookTool({
  name: 'unit-get',
  usage: '<setting>',
  summary: "Prints the unit's private-address or public-address.",
  output: 'smart',
  init([setting, ...rest]) {
    if (setting === undefined) throw refused('no setting specified');
    if (setting !== 'private-address' && setting !== 'public-address') {
      throw refused(`unknown setting ${quote(setting)}`);
    }
    checkEmpty(rest);
    return setting;
  },
  run({ context }, { args: setting }) {
    const address = setting === 'public-address' ? context.publicAddress : context.network.ingressAddress;
    if (address === '') throw notFound(setting.replace('-', ' '));
    return address;
  },
});
