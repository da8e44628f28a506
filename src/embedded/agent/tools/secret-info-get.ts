import { refused } from '../../api-error';
import type { SecretGrant } from '../../state/secret-entities';
import { checkEmpty } from './check-empty';
import { textFlag } from './flags/flag';
import { hookTool } from './hook-tool';
import { takeOptionalSecretUri } from './secret-uri';

/** @internal */
export const secretInfoGet = hookTool({
  name: 'secret-info-get',
  usage: '<ID>',
  summary: "Gets a secret's metadata info.",
  flags: { label: textFlag(['label'], 'Specifies a label used to identify the secret.') },
  output: 'yaml',
  init(args, { label }) {
    const { uri, rest } = takeOptionalSecretUri(args);
    if (uri === '' && label === '') throw refused('require either a secret URI or label');
    if (uri !== '' && label !== '') throw refused('specify either a secret URI or label but not both');
    checkEmpty(rest);
    return uri;
  },
  run({ context: { secrets } }, { args: uri, flags: { label } }) {
    const { id, revision, owner, ...info } = secrets.info({ uri, label });
    const optional: [string, unknown][] = [
      ['description', info.description],
      ['rotation', info.rotatePolicy],
      ['expiry', info.expires],
      ['rotates', info.nextRotate],
      ['access', info.grants.length === 0 ? undefined : info.grants.map(displayGrant)],
    ];
    const fields = new Map<string, unknown>([
      ['revision', BigInt(revision)],
      ['label', info.label],
      ['owner', owner],
      ...optional.filter(([, value]) => value !== undefined && value !== ''),
    ]);
    return { [id]: fields };
  },
});

/** As Juju's agent has them: tags. */
function displayGrant({ target, targetKind, relationKey, role }: SecretGrant): Map<string, string> {
  return new Map([
    ['target', `${targetKind}-${target.replace('/', '-')}`],
    ['scope', `relation-${relationKey.replaceAll(':', '.').replace(' ', '#')}`],
    ['role', role],
  ]);
}
