import { notValid, refused } from '../../api-error';
import { isValidUnitName } from '../../state/names';
import { checkEmpty } from './check-empty';
import { textFlag } from './flags/flag';
import { checkRelation, relationFlag } from './flags/relation-flag';
import { quote } from './format/go-quote';
import { hookTool } from './hook-tool';
import { takeSecretUri } from './secret-uri';

/** @internal */
export const secretGrant = hookTool({
  name: 'secret-grant',
  usage: '<ID>',
  summary: 'Grants access to a secret.',
  flags: {
    unit: textFlag(['unit'], 'Specifies the unit to grant access.'),
    relation: relationFlag('Specifies the relation with which to associate the grant.'),
  },
  init(args, { unit, relation }, { context }) {
    const { uri, rest } = takeSecretUri(args);
    checkRelation(relation);
    const application = context.relations.remoteApplication(relation);
    if (unit !== '' && !isValidUnitName(unit)) throw notValid(`unit ${quote(unit)}`);
    if (unit !== '' && unit.slice(0, unit.lastIndexOf('/')) !== application) {
      throw refused(`cannot specify unit ${quote(unit)} in relation to application ${quote(application)}`);
    }
    checkEmpty(rest);
    return uri;
  },
  run: ({ context: { secrets } }, { args: uri, flags: { unit, relation } }) =>
    secrets.grant(uri, relation, unit === '' ? undefined : unit),
});
