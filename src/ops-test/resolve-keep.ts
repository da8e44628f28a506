import { JujuError } from '../errors';
import { ModelKeep } from './model-keep';

/** The option `keepModels`: `'on-failure'` where only a failure of the file makes it `true`. @internal */
export type KeepModels = boolean | 'on-failure';

/** What is settled when a model is tracked. @internal */
export interface Keeping {
  readonly keep: boolean;
  readonly keepOnFailure: boolean;
}

/** What decides beside the wish itself. @internal */
export interface KeepCircumstances {
  /** The option `keepModels`. */
  readonly keepModels: KeepModels;
  /** Whether the model was there before. */
  readonly existing: boolean;
}

/**
 * Whether a model is kept in the end, and whether that still depends on how the tests end.
 *
 * @throws JujuError for a wish that there is none of
 * @internal
 */
export function keepingOf(wish: unknown, { keepModels, existing }: KeepCircumstances): Keeping {
  const always = resolveKeep(wish, { keepModels: keepModels === true, existing });
  const onFailure = resolveKeep(wish, { keepModels: keepModels !== false, existing });
  return { keep: always, keepOnFailure: onFailure && !always };
}

/**
 * Whether a model is kept in the end.
 *
 * `true` and `false` are wishes of the test, which `keepModels` overrules; `NEVER` is more than `false`: it is stronger
 * than `keepModels`.
 *
 * @param wish - a `ModelKeep`, its value in any case, or a boolean; `undefined` means `IF_EXISTS`
 * @throws JujuError for anything else, naming what there is
 * @internal
 */
export function resolveKeep(
  wish: unknown,
  { keepModels, existing }: { readonly keepModels: boolean; readonly existing: boolean },
): boolean {
  if (typeof wish === 'boolean') return keepModels || wish;
  switch (asModelKeep(wish)) {
    case ModelKeep.ALWAYS:
      return true;
    case ModelKeep.NEVER:
      return false;
    case ModelKeep.IF_EXISTS:
      return keepModels || existing;
  }
}

/**
 * Whether a model's storage is destroyed with it.
 *
 * The option `destroyStorage` is for models that are made here. The storage of a model that was there before holds data
 * that is not ours: only an explicit wish for that very model destroys it.
 *
 * @internal
 */
export function resolveDestroyStorage(
  wish: boolean | undefined,
  { destroyStorage, existing }: { readonly destroyStorage: boolean; readonly existing: boolean },
): boolean {
  return wish ?? (destroyStorage && !existing);
}

const values: readonly ModelKeep[] = Object.values(ModelKeep);

function asModelKeep(wish: unknown): ModelKeep {
  if (wish === undefined || wish === null) return ModelKeep.IF_EXISTS;
  const found = values.find((value) => typeof wish === 'string' && value === wish.toLowerCase());
  if (found !== undefined) return found;
  throw new JujuError(
    `keep must be true, false or one of ${values.map((value) => `'${value}'`).join(', ')} (see opsTest.ModelKeep); ` +
      `got ${JSON.stringify(wish)}`,
    { code: 'not valid' },
  );
}
