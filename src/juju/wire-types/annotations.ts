import type * as Annotations from '@canonical/jujulib/dist/api/facades/annotations/AnnotationsV2.js' with {
  'resolution-mode': 'import',
};
import type { FromGo } from './from-go';

// Annotations 2.

/** @internal */
export type AnnotationsGetResult = FromGo<Annotations.AnnotationsGetResult>;
/** @internal */
export type AnnotationsGetResults = FromGo<Annotations.AnnotationsGetResults>;
/** @internal */
export type AnnotationsSet = FromGo<Annotations.AnnotationsSet>;
/** @internal */
export type EntityAnnotations = FromGo<Annotations.EntityAnnotations>;
