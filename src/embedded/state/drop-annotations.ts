import type { Model } from './model';

/** What was noted on an entity goes with it. @internal */
export function dropAnnotations(model: Model, tag: string): void {
  if (model.annotations.delete(tag)) model.note('annotation', tag);
}
