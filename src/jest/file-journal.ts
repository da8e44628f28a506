import type { ModelJournal } from '../ops-test/model-journal';
import { TestFileError } from './errors';
import { cloudNameOf, type CloudRecord, isCloudLive, isCloudOutstanding } from './ledger/cloud-record';
import type { CloudOutcome, LedgerEntry, ModelOutcome } from './ledger/entries';
import type { Ledger } from './ledger/ledger';
import { isLive, isOutstanding, type ModelRecord, nameOf } from './ledger/model-record';
import { processLedger, watchLedger } from './ledger/process-ledger';
import { type Guarded, ProcessGuard } from './process-guard';
import { notice } from './report/notice';

type Intent = Parameters<ModelJournal['intend']>[0];
type CloudIntent = Parameters<ModelJournal['intendCloud']>[0];

interface IntentContext {
  /** When: ISO 8601. */
  readonly at: string;
  readonly testPath: string;
  readonly embedded: boolean;
}

/**
 * The journal of one test file's models and clouds, kept in the ledger of the process.
 *
 * @internal
 */
export class FileJournal implements ModelJournal {
  readonly #testPath: string;
  readonly #embedded: boolean;
  readonly #guarded: Guarded;
  readonly #live = new Set<string>();
  #ledger: Ledger | undefined;
  #isTold = false;

  /**
   * @param guarded - what is to be cleared away when the process is interrupted while a model or a cloud is live
   */
  constructor(testPath: string, { embedded }: { readonly embedded: boolean }, guarded: Guarded) {
    this.#testPath = testPath;
    this.#embedded = embedded;
    this.#guarded = guarded;
  }

  /** The models of the file as the ledger has them. */
  get models(): readonly ModelRecord[] {
    const { models = [] } = this.#ledger?.read() ?? {};
    return models.filter(({ testPath }) => testPath === this.#testPath);
  }

  /** The names of the models and clouds that nobody has tried to clear away yet. */
  get live(): readonly string[] {
    const { clouds = [] } = this.#ledger?.read() ?? {};
    const own = clouds.filter((cloud) => cloud.testPath === this.#testPath && isCloudLive(cloud));
    return [...this.models.filter(isLive).map(nameOf), ...own.map(cloudNameOf)];
  }

  /** Those that may be there, and should not be. */
  get outstanding(): readonly ModelRecord[] {
    return this.models.filter(isOutstanding);
  }

  /** The clouds that may be there, and should not be. */
  get outstandingClouds(): readonly CloudRecord[] {
    const { clouds = [] } = this.#ledger?.read() ?? {};
    return clouds.filter((cloud) => cloud.testPath === this.#testPath && isCloudOutstanding(cloud));
  }

  async intend(intent: Intent): Promise<void> {
    await this.#beforehand(intent.id, `Model ${intent.modelName}`, (context) => ({
      type: 'intended',
      ...context,
      ...intent,
    }));
  }

  async intendCloud({ id: cloudId, ...intent }: CloudIntent): Promise<void> {
    await this.#beforehand(cloudId, `Cloud ${intent.cloudName}`, (context) => ({
      type: 'cloud intended',
      cloudId,
      ...context,
      ...intent,
    }));
  }

  /** What nobody could clear away after the death of this process is not made. */
  async #beforehand(
    id: string,
    what: string,
    entryOf: (context: IntentContext) => LedgerEntry,
  ): Promise<void> {
    try {
      const context = await this.#enter(id);
      this.#append(entryOf(context));
    } catch (cause) {
      this.#leave(id);
      throw isOfSystem(cause) ? notMade(what, cause) : cause;
    }
    ProcessGuard.shared.check();
  }

  /** Sees to it that what is about to be made is cleared away, however this process ends. */
  async #enter(id: string): Promise<IntentContext> {
    this.#live.add(id);
    // In this order: from the guard on an interruption is noticed, from the ledger on a death is.
    ProcessGuard.shared.enter(this.#guarded);
    this.#ledger = processLedger();
    // Also with an embedded controller, which dies with this process: its folders do not.
    await watchLedger(this.#ledger);
    const at = new Date().toISOString();
    return { at, testPath: this.#testPath, embedded: this.#embedded };
  }

  asked(id: string): void {
    // On the disk like the intent: what was asked for after it would be taken for somebody else's.
    this.#append({ type: 'asked', id });
  }

  created(id: string, { uuid, fullName }: { readonly uuid: string; readonly fullName: string }): void {
    this.#note({ type: 'created', id, uuid, fullName });
  }

  /** Only what is written keeps the model from whoever clears away after this process. */
  kept(id: string, why: string): void {
    this.#append({ id, by: 'test file', type: 'kept', why });
    this.#leave(id);
  }

  destroyed(id: string): void {
    this.settle(id, { type: 'destroyed' });
  }

  failed(id: string, { message }: Error): void {
    this.settle(id, { type: 'failed', message });
  }

  settle(id: string, outcome: ModelOutcome): void {
    this.#note({ id, by: 'test file', ...outcome });
    if (outcome.type !== 'failed') this.#leave(id);
  }

  cloudAsked(cloudId: string): void {
    this.#append({ type: 'cloud asked', cloudId });
  }

  cloudAdded(cloudId: string): void {
    this.#note({ type: 'cloud added', cloudId });
  }

  cloudKept(cloudId: string, why: string): void {
    this.settleCloud(cloudId, { type: 'cloud kept', why });
  }

  cloudRemoved(cloudId: string): void {
    this.settleCloud(cloudId, { type: 'cloud removed' });
  }

  cloudFailed(cloudId: string, { message }: Error): void {
    this.settleCloud(cloudId, { type: 'cloud failed', message });
  }

  settleCloud(cloudId: string, outcome: CloudOutcome): void {
    this.#note({ cloudId, by: 'test file', ...outcome });
    if (outcome.type !== 'cloud failed') this.#leave(cloudId);
  }

  #leave(id: string): void {
    this.#live.delete(id);
    if (this.#live.size === 0) ProcessGuard.shared.leave(this.#guarded);
  }

  /** The end of the file: what is still there is in the ledger, and nobody's in this process any more. */
  close(): readonly ModelRecord[] {
    this.#live.clear();
    ProcessGuard.shared.leave(this.#guarded);
    return this.outstanding;
  }

  /** On the disk, so that it survives a crash of the machine too. An embedded controller does not survive it either. */
  #append(entry: LedgerEntry): void {
    // A model that was there before, and stays, is none of the ledger's.
    this.#ledger?.append(entry, { durable: !this.#embedded });
  }

  /** What has happened has happened: a disk that is full must not keep a model from being destroyed. */
  #note(entry: LedgerEntry): void {
    const problem = this.#ledger?.note(entry);
    if (!problem || this.#isTold) return;
    this.#isTold = true;
    notice(
      `the ledger ${this.#ledger?.path ?? ''} cannot be written (${problem.message}): what is left over may be named that ` +
        'is gone',
    );
  }
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | undefined)?.syscall === 'string';
}

function notMade(what: string, cause: NodeJS.ErrnoException): TestFileError {
  return new TestFileError(
    `${what} is not made: the ledger cannot be written, and without it nobody could clear it away if this process ` +
      `died: ${cause.message}. Make room, or let XDG_STATE_HOME name a folder that can be written`,
    { code: cause.code ?? '', cause },
  );
}
