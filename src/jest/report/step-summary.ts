import { appendFileSync } from 'node:fs';
import { basename, relative } from 'node:path';

import { isOutstanding, type ModelRecord, nameOf } from '../ledger/model-record';
import type { EvidenceFolder } from './evidence-report';
import type { SkippedTest } from './skip-report';

/** @internal */
export interface StepSummary {
  readonly models: readonly ModelRecord[];
  readonly skipped: readonly (SkippedTest & { readonly testPath: string })[];
  readonly evidence: readonly (EvidenceFolder & { readonly testPath: string })[];
}

/**
 * Adds the models of the run, the tests that did not run, and where to look for what failed, to the page that GitHub shows for the job.
 *
 * @param path - `$GITHUB_STEP_SUMMARY`
 * @internal
 */
export function writeStepSummary(path: string, { models, skipped, evidence }: StepSummary): void {
  const tables = [
    table(
      'Juju models',
      ['Test file', 'Model', 'Outcome'],
      models.map((model) => [basename(model.testPath), `\`${nameOf(model)}\``, outcome(model)]),
    ),
    table(
      'Tests skipped by jest-operator',
      ['Test file', 'Test', 'Because'],
      skipped.map(({ testPath, test, reason }) => [basename(testPath), test, reason]),
    ),
    table(
      'Evidence of failures',
      ['Test file', 'Test', 'Folder'],
      evidence.map(({ testPath, test, folder }) => [
        basename(testPath),
        test,
        `\`${relative(process.cwd(), folder)}\``,
      ]),
    ),
  ];
  const text = tables.filter(Boolean).join('\n');
  if (text) appendFileSync(path, `${text}\n`);
}

function outcome(model: ModelRecord): string {
  if (isOutstanding(model)) return `**left over**: ${model.why ?? 'not destroyed yet'}`;
  return model.state === 'kept' ? `kept: ${model.why ?? ''}` : 'destroyed';
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}

function escaped(cell: string): string {
  return cell.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}
