import type { Model } from './model';
import { badRequest } from '../api-error';

/** What `Annotations.Set` does to one entity. @internal */
export function setAnnotations(model: Model, tag: string, pairs: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(pairs)) {
    if (key.includes('.')) throw badRequest(`invalid key "${key}"`);
  }
  const merged = { ...model.annotations.get(tag), ...pairs };
  const kept = Object.entries(merged).filter(([, value]) => value !== '');
  if (kept.length === 0) model.annotations.delete(tag);
  else model.annotations.set(tag, Object.fromEntries(kept));
  model.note('annotation', tag);
}
