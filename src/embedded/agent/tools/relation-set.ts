import { refused } from '../../api-error';
import { booleanFlag, fileFlag, textFlag } from './flags/flag';
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
    format: textFlag(['format'], '(DEPRECATED) Format flag.'),
  },
  init(args, { relation }) {
    checkRelation(relation);
    return parseKeyValues(args);
  },
  async run({ context }, { args, flags: { relation, file, app, format }, input, ...call }) {
    if (format !== '') call.warn('--format flag deprecated for command "relation-set"');
    const settings = file === '' ? {} : readSettings(await input.read(file));
    if (app && !context.isLeader) throw refused('cannot write relation settings');
    context.relations.set(relation, app ? context.application : context.unit, { ...settings, ...args });
  },
});
