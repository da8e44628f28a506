import { checkEmpty } from './check-empty';
import { checkRelation, relationFlag } from './flags/relation-flag';
import { hookTool } from './hook-tool';

/** @internal */
export const relationModelGet = hookTool({
  name: 'relation-model-get',
  summary: 'Tells of the model that the other end of a relation is in.',
  flags: { relation: relationFlag('Specifies a relation by ID.') },
  output: 'smart',
  init(args, { relation }) {
    checkRelation(relation);
    checkEmpty(args);
  },
  run: ({ context: { relations } }, { flags: { relation } }) =>
    new Map([['uuid', relations.modelUuid(relation)]]),
});
