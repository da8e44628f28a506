/**
 * What becomes of a model in the end.
 *
 * - `NEVER`: it is destroyed, whatever the option `keepModels` says.
 * - `ALWAYS`: it is kept.
 * - `IF_EXISTS`: a model that was there before is kept; one that is made is destroyed unless `keepModels` is set.
 *
 * Behaviour as in pytest-operator.
 *
 * @example
 * ```ts
 * await opsTest.trackModel('cos', { keep: opsTest.ModelKeep.NEVER });
 * ```
 *
 * @public
 */
export const ModelKeep = { NEVER: 'never', ALWAYS: 'always', IF_EXISTS: 'if-exists' } as const;

/** @public */
export type ModelKeep = (typeof ModelKeep)[keyof typeof ModelKeep];
