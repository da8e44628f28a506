import type { CallLimits } from '../../model/calls/call-limits';
import type { BuildCharmOptions } from './build-charm-options';
import type { BuildScene } from './build-scene';
import type { CharmProject } from './charm-project';

/** A charm to be packed, and how. @internal */
export interface PackJob extends Pick<BuildCharmOptions, 'basesIndex' | 'verbosity'> {
  readonly scene: BuildScene;
  readonly project: CharmProject;
  /** What is left of the time. */
  readonly limits: () => { readonly timeout: number; readonly signal: CallLimits['signal'] };
}
