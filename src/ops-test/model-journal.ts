/**
 * What is about to be made, or is to be destroyed in the end.
 *
 * @internal
 */
export interface IntendedModel {
  /** Names the model in the journal's later entries; unique on this machine. */
  readonly id: string;
  readonly controllerName: string;
  /** The folder of the juju client's files, in which the way to the controller is found. */
  readonly jujuData: string;
  readonly modelName: string;
  /** The user whose model it is. */
  readonly owner?: string;
  readonly destroyStorage: boolean;
  /** Whether it is another one than the file's own. */
  readonly isSecond?: boolean;
}

/** A cloud that is about to be added to a controller. @internal */
export interface IntendedCloud extends Pick<IntendedModel, 'controllerName' | 'jujuData'> {
  /** Names the cloud in the journal's later entries; unique on this machine. */
  readonly id: string;
  readonly cloudName: string;
}

/**
 * Written before a model is made and after it is gone, so that no death of the process leaks one.
 *
 * The order for a model that is made: `intend`, `asked`, then `created`, then `kept` where it is to stay, else `destroyed` or
 * `failed` in the end. A creation that the controller refused goes from `intend` to `destroyed`; one that it did not
 * answer and that is not there goes to `failed`, because it may yet take effect, and the end looks once more. A model that was there
 * before and is to be destroyed goes the same way; one that was there before and stays is only ever `kept`: it is never
 * intended, because whoever sweeps after a dead process destroys what was intended.
 *
 * @internal
 */
export interface ModelJournal {
  /** On the disk when it resolves: the model is made only then. */
  intend(entry: IntendedModel): Promise<void>;
  /** The controller is about to be asked for it: from now on, and not before, a model of that name may be ours. */
  asked(id: string): void | Promise<void>;
  created(id: string, model: { readonly uuid: string; readonly fullName: string }): void | Promise<void>;
  /** Reused, or made to stay: never swept. */
  kept(id: string, why: string): void | Promise<void>;
  destroyed(id: string): void | Promise<void>;
  /** Still there, or nobody knows: reported as left over. */
  failed(id: string, error: Error): void | Promise<void>;
  /** The same for a cloud: on the disk when it resolves, and swept after the models. */
  intendCloud(entry: IntendedCloud): Promise<void>;
  /** The controller is about to be asked to add it. */
  cloudAsked(id: string): void | Promise<void>;
  cloudAdded(id: string): void | Promise<void>;
  cloudKept(id: string, why: string): void | Promise<void>;
  cloudRemoved(id: string): void | Promise<void>;
  cloudFailed(id: string, error: Error): void | Promise<void>;
}
