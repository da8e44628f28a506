import { refused } from '../../../api-error';
import { wholeNumber } from './go-parse';
import type { Flag } from './flag';

/** No relation: the hook is of none, and none was named. @internal */
export const noRelation = -1;

/** `-r 3`, `--relation db:3`: a relation of the unit by its number; without it that of the hook. @internal */
export function relationFlag(usage: string): Flag<number> {
  return {
    names: ['r', 'relation'],
    usage,
    kind: 'other',
    initial: ({ context: { hook, relations } }) => {
      const id = hook?.relationId;
      return id !== undefined && relations.has(id) ? id : noRelation;
    },
    show: ({ context: { hook, relations } }) => {
      const id = hook?.relationId;
      return id !== undefined && relations.has(id) ? `${relations.endpoint(id)}:${id}` : '';
    },
    parse: (text, { context: { relations } }) => {
      const id = wholeNumber(text.slice(text.lastIndexOf(':') + 1));
      if (id === undefined) throw refused('invalid relation id');
      if (!relations.has(id)) throw refused('relation not found');
      return id;
    },
  };
}

/** Refuses a call that names no relation and is of no relation's hook. @internal */
export function checkRelation(id: number): void {
  if (id === noRelation) throw refused('no relation id specified');
}
