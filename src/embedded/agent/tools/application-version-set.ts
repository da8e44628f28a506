import { checkEmpty } from './check-empty';
import { hookTool } from './hook-tool';
import { refused } from '../../api-error';

/** @internal */
export const applicationVersionSet = hookTool({
  name: 'application-version-set',
  usage: '<new-version>',
  summary: 'Says which version of its workload runs.',
  init([version, ...rest]) {
    if (version === undefined) throw refused('no version specified');
    checkEmpty(rest);
    return version;
  },
  run: ({ context }, { args: version }) => context.setWorkloadVersion(version),
});
