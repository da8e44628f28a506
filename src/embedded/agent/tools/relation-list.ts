import { checkEmpty } from './check-empty';
import { booleanFlag } from './flags/flag';
import { checkRelation, relationFlag } from './flags/relation-flag';
import { StringList } from './format/string-list';
import { hookTool } from './hook-tool';

/** @internal */
export const relationList = hookTool({
  name: 'relation-list',
  summary: 'Lists the units on the other end of a relation.',
  flags: {
    relation: relationFlag('Specifies a relation by ID.'),
    app: booleanFlag(['app'], 'Lists the remote application instead of its units.'),
  },
  output: 'smart',
  init(args, { relation }) {
    checkRelation(relation);
    checkEmpty(args);
  },
  run: ({ context: { relations } }, { flags: { relation, app } }) =>
    app ? relations.remoteApplication(relation) : new StringList(relations.units(relation)),
});
