import { notValid, refused } from '../../api-error';
import { isValidApplicationName, isValidUnitName } from '../../state/names';
import { checkEmpty } from './check-empty';
import { textFlag } from './flags/flag';
import { noRelation, relationFlag } from './flags/relation-flag';
import { quote } from './format/go-quote';
import { hookTool } from './hook-tool';
import { takeSecretUri } from './secret-uri';

/** @internal */
export const secretRevoke = hookTool({
  name: 'secret-revoke',
  usage: '<ID>',
  summary: 'Revokes access to a secret.',
  flags: {
    app: textFlag(['app', 'application'], 'Specifies the application for which to revoke access.'),
    unit: textFlag(['unit'], 'Specifies the unit for which to revoke access.'),
    relation: relationFlag('Specifies the relation for which to revoke the grant.'),
  },
  init(args, { app, unit, relation }, { context }) {
    const { uri, rest } = takeSecretUri(args);
    if (app !== '' && !isValidApplicationName(app)) throw notValid(`application ${quote(app)}`);
    if (unit !== '' && !isValidUnitName(unit)) throw notValid(`unit ${quote(unit)}`);
    if (app !== '' && unit !== '') throw refused('specify only one of application or unit');
    // In the hook of a relation that relation is meant, even if nobody has named it.
    const isOfRelation = relation !== noRelation;
    if (isOfRelation && app !== '') throw refused('do not specify both relation and app');
    const remote = isOfRelation ? context.relations.remoteApplication(relation) : '';
    const target = unit || app || remote;
    if (target === '') throw refused('missing relation or application or unit');
    checkEmpty(rest);
    return { uri, target };
  },
  run: ({ context: { secrets } }, { args: { uri, target } }) => secrets.revoke(uri, target),
});
