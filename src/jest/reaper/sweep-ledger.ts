import { existsSync } from 'node:fs';
import { hostname } from 'node:os';

import { endGroups } from '../../process-groups';
import { clearFolders } from '../ledger/clear-folders';
import { type CloudRecord, isCloudLive, isCloudOutstanding } from '../ledger/cloud-record';
import type { CloudOutcome, ModelOutcome } from '../ledger/entries';
import type { Ledger } from '../ledger/ledger';
import { isLive, isOutstanding, type LedgerContent, type ModelRecord } from '../ledger/model-record';
import { sweepClouds } from './sweep-clouds';
import { sweepModels } from './sweep-models';

/** How long a controller may be out of reach before its models are left to the next run. */
const patienceMs = 10 * 60_000;

/**
 * Destroys the models that a ledger names as live, removes the clouds, and notes what became of them.
 *
 * @param options - `again`: also those whose destruction has failed before
 * @internal
 */
export async function sweepLedger(ledger: Ledger, { again }: { readonly again: boolean }): Promise<void> {
  const content = ledger.read();
  const { models, clouds } = content;
  await endGroups(content.groups);
  noteEnded(ledger, content.groups);
  clearFolders(content);
  const settle = ({ id }: ModelRecord, result: ModelOutcome) =>
    ledger.append({ id, by: 'reaper', ...result });
  await sweepModels(models.filter(again ? isOutstanding : isLive), { patienceMs, settle });
  const settleCloud = ({ cloudId }: CloudRecord, result: CloudOutcome) =>
    ledger.append({ cloudId, by: 'reaper', ...result });
  await sweepClouds(clouds.filter(again ? isCloudOutstanding : isCloudLive), {
    patienceMs,
    settle: settleCloud,
  });
}

/** A ledger may be there for days: who gets a group's number then is not to be taken for it. */
function noteEnded(ledger: Ledger, groups: LedgerContent['groups']): void {
  if (!existsSync(ledger.path)) return;
  for (const { pid, host } of groups) {
    if (host === hostname()) ledger.note({ type: 'group ended', pid });
  }
}
