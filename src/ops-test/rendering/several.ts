import { isRecord } from '../../is-record';
import type { BundleTemplate } from './render-bundle';
import type { RenderCharmOptions } from './render-charm';
import type { TemplateContext } from './template-context';

/** Several things one after the other, and an object that is about all of them at the end if there is one. @public */
export type SeveralAnd<T, Options> = T[] | [...several: T[], options: Options];

/** What is to be rendered, taken apart. */
interface Several<T, Options> {
  readonly several: readonly T[];
  readonly options: Options | undefined;
}

/** The charms that `renderCharms` was given, in a list or one after the other. @internal */
export function severalCharms(given: readonly unknown[]): Several<string, RenderCharmOptions> {
  const [list, options] = given;
  if (Array.isArray(list)) return { several: list as string[], options: options as RenderCharmOptions };
  const last = given.at(-1);
  // A path is no object.
  const hasOptions = isRecord(last);
  return {
    several: given.slice(0, hasOptions ? -1 : undefined) as string[],
    options: hasOptions ? last : undefined,
  };
}

/** The same of `renderBundles`, whose context stands under its name where the bundles are not in a list. @internal */
export function severalBundles(given: readonly unknown[]): Several<BundleTemplate, TemplateContext> {
  const [list, context] = given;
  if (Array.isArray(list)) return { several: list as BundleTemplate[], options: context as TemplateContext };
  const last = given.at(-1);
  // A bundle may be an object too, with a path or a text.
  const hasContext = isRecord(last) && Object.keys(last).join() === 'context';
  return {
    several: given.slice(0, hasContext ? -1 : undefined) as BundleTemplate[],
    options: hasContext ? (last['context'] as TemplateContext) : undefined,
  };
}
