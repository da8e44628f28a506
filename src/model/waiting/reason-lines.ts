import { listed } from '../calls/what-there-is';
import type { Reason } from './judgement';

/** Longer lists are not read; all of it is in the error's `reasons`. */
const mostLines = 20;

/** Longer names do not push the reasons of all others to the right. */
const mostWidth = 32;

/** A reason with all that it is the same for: `web/0, web/1`. @internal */
export interface SharedReason {
  readonly entities: string;
  readonly why: string;
}

/** Reasons, each once. @internal */
export function sharedReasons(reasons: readonly Reason[]): SharedReason[] {
  const entities = new Map<string, string[]>();
  for (const { entity, why } of reasons) entities.set(why, [...(entities.get(why) ?? []), entity]);
  return [...entities].map(([why, names]) => ({ entities: listed([...new Set(names)]), why }));
}

/** Reasons one below the other, each once. @internal */
export function reasonLines(reasons: readonly Reason[]): string[] {
  const shared = sharedReasons(reasons);
  const shown = shared.slice(0, mostLines);
  const width = Math.min(mostWidth, Math.max(...shown.map(({ entities }) => entities.length)));
  const more = shared.length - shown.length;
  return [
    ...shown.map(({ entities, why }) => `${entities.padEnd(width)}  ${why}`),
    ...(more > 0 ? [`and ${String(more)} more`] : []),
  ];
}
