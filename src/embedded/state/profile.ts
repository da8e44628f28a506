/** Which Juju the embedded controller is like. @public */
export type JujuSeries = '3.6' | '4.0';

/**
 * Where the two Jujus differ in what they keep, not in how they say it on the wire.
 *
 * @public
 */
export interface Profile {
  readonly series: JujuSeries;
  /** What the controller and its agents say that they are. */
  readonly agentVersion: string;
  /** The id that the first operation of a model gets. */
  readonly firstOperationId: number;
  /** Whether a model goes when its time to be destroyed is over. */
  readonly honoursDestroyTimeout: boolean;
  /** Whether destroying a model minds the storage in it. */
  readonly mindsStorageOnDestroy: boolean;
}

/** What each profile keeps. @internal */
export const profiles: Readonly<Record<JujuSeries, Profile>> = {
  '3.6': {
    series: '3.6',
    agentVersion: '3.6.28',
    firstOperationId: 1,
    honoursDestroyTimeout: true,
    mindsStorageOnDestroy: true,
  },
  '4.0': {
    series: '4.0',
    agentVersion: '4.0.15',
    firstOperationId: 0,
    honoursDestroyTimeout: false,
    mindsStorageOnDestroy: false,
  },
};
