import type { StoppedWait } from '../../model/waiting/stopped-wait';

/**
 * What failed, and where to keep what is known of it.
 *
 * @internal
 */
export interface EvidenceRequest {
  /** The folder to fill. It is there, and empty. */
  readonly folder: string;
  /** The test file, for the reader. */
  readonly file: string;
  /** The project of Jest's that it ran in. */
  readonly project: string;
  /** The test or hook. */
  readonly test: string;
  /** How often it had been tried before, with this time. */
  readonly attempt: number;
  /** When it began, by this machine's clock. */
  readonly startedAt: Date;
  /** The waits that were under way when Jest gave it up. */
  readonly waits?: readonly StoppedWait[];
  /** How long it all may take. */
  readonly limitMs: number;
}
