import { refused } from '../../api-error';
import { formatFlag, warnOfFormat } from './flags/deprecated-format';
import { booleanFlag, fileFlag } from './flags/flag';
import { checkRelation, relationFlag } from './flags/relation-flag';
import { hookTool } from './hook-tool';
import { parseKeyValues } from './key-values';
import { readSettings } from './read-settings';

/** @internal */
export const relationSet = hookTool({
  name: 'relation-set',
  usage: 'key=value [key=value ...]',
  summary: 'Sets settings of the unit or its application in a relation.',
  flags: {
    relation: relationFlag('Specifies a relation by ID.'),
    file: fileFlag(['file'], 'Specifies a file containing key-value pairs.'),
    app: booleanFlag(['app'], 'Sets settings of the application instead of the unit (leader only).'),
    format: formatFlag(),
  },
  init(args, { relation }) {
    checkRelation(relation);
    return parseKeyValues(args);
  },
  async run({ context }, call) {
    warnOfFormat('relation-set', call);
    const { relation, file, app } = call.flags;
    const settings = file === '' ? {} : readSettings(await call.input.read(file));
    if (app && !context.isLeader) throw refused('cannot write relation settings');
    context.relations.set(relation, app ? context.application : context.unit, { ...settings, ...call.args });
  },
});
