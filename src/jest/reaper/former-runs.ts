import { statSync } from 'node:fs';

import { ClientStore } from '../../juju/client-store';
import { ControllerNotFoundError } from '../../juju/errors';
import { cloudNameOf, isCloudOutstanding } from '../ledger/cloud-record';
import type { Ledger } from '../ledger/ledger';
import { isOutstanding, type LedgerContent, type ModelRecord, nameOf } from '../ledger/model-record';
import { identify, isAlive } from '../../process-life';
import { listRunDirectories } from '../ledger/run-directory';
import { ledgersOf, tidyRunDirectory } from '../ledger/tidy';
import { startSweeper } from './start-reaper';

const day = 24 * 60 * 60 * 1000;

/**
 * Clears away, in the background, what former runs have left: those that were killed together with their reapers (a
 * container that was stopped, a machine that lost its power), or whose controller would not destroy a model.
 *
 * @param report - told of each model, so that nobody is surprised
 * @internal
 */
export async function sweepFormerRuns(env: NodeJS.ProcessEnv, report: (line: string) => void): Promise<void> {
  for (const directory of listRunDirectories(env)) {
    const ledgers = ledgersOf(directory).map((ledger) => ({ ledger, content: ledger.read() }));
    if (ledgers.some(({ content }) => isInUse(content))) continue;
    // A folder without a ledger may be that of a run which is only just beginning.
    if (ledgers.length === 0 && isYoung(directory)) continue;
    for (const { ledger, content } of ledgers) await sweep(ledger, content, report);
    tidyRunDirectory(directory);
  }
}

async function sweep(ledger: Ledger, content: LedgerContent, report: (line: string) => void): Promise<void> {
  const left = `a former run (${content.owner?.at ?? 'of unknown date'}) left `;
  const reachable: ModelRecord[] = [];
  for (const model of content.models.filter(isOutstanding)) {
    const why = await whyUnknown(model);
    if (why === undefined) {
      reachable.push(model);
      continue;
    }
    report(`${left}${nameOf(model)}, and it is not tried any more to destroy it: ${why}`);
    ledger.append({ type: 'kept', id: model.id, by: 'reaper', why });
  }
  const names = [...reachable.map(nameOf), ...(await cloudsLeft(ledger, content, report, left))];
  if (names.length === 0) return;
  report(
    `${left}${names.join(', ')}: ` + `destroying in the background (to stop this, remove ${ledger.path})`,
  );
  ledger.append({ type: 'reaper', ...identify(await startSweeper(ledger.path)) });
}

/** The clouds that can be removed; the others are given up. */
async function cloudsLeft(
  ledger: Ledger,
  { clouds }: LedgerContent,
  report: (line: string) => void,
  left: string,
): Promise<string[]> {
  const reachable: string[] = [];
  for (const cloud of clouds.filter(isCloudOutstanding)) {
    const why = await whyUnknown(cloud);
    if (why === undefined) {
      reachable.push(cloudNameOf(cloud));
      continue;
    }
    report(`${left}${cloudNameOf(cloud)}, and it is not tried any more to remove it: ${why}`);
    ledger.append({ type: 'cloud kept', cloudId: cloud.cloudId, by: 'reaper', why });
  }
  return reachable;
}

/** Where the controller has been unregistered, or the client's files are gone, as those of a scratch folder are. */
async function whyUnknown({
  jujuData,
  controllerName,
}: Pick<ModelRecord, 'jujuData' | 'controllerName'>): Promise<string | undefined> {
  try {
    await new ClientStore(jujuData).controller(controllerName);
    return undefined;
  } catch (error) {
    return error instanceof ControllerNotFoundError
      ? `controller ${controllerName} is not registered in ${jujuData} now`
      : undefined;
  }
}

function isInUse({ owner, reaper }: LedgerContent): boolean {
  return (owner !== undefined && isAlive(owner)) || (reaper !== undefined && isAlive(reaper));
}

function isYoung(directory: string): boolean {
  try {
    return Date.now() - statSync(directory).mtimeMs < day;
  } catch {
    return true;
  }
}
