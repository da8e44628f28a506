import type { Flag, FlagTable } from './flags/flag';
import type { HookTool } from './hook-tool';
import type { ToolSubject } from './tool-subject';
import { quote } from './format/go-quote';
import { withDashes } from './flags/parse-flags';

/** What `--help` prints: Juju's form, in our words, without its long explanations. @internal */
export function helpText({ spec }: HookTool, flags: FlagTable, subject: ToolSubject): string {
  const described = Object.values(flags).toSorted(byFirstName);
  const usage = typeof spec.usage === 'function' ? spec.usage(subject) : (spec.usage ?? '');
  const head = [spec.name, ...(described.length > 0 ? ['[options]'] : []), ...(usage === '' ? [] : [usage])];
  const options = described.map((flag) => describe(flag as Flag<unknown>, subject));
  return [
    `Usage: ${head.join(' ')}\n`,
    `\nSummary:\n${spec.summary}\n`,
    ...(options.length > 0 ? [`\nOptions:\n${options.join('')}`] : []),
  ].join('');
}

function byFirstName(one: Flag<unknown>, other: Flag<unknown>): number {
  return (one.names[0] ?? '') < (other.names[0] ?? '') ? -1 : 1;
}

function describe(flag: Flag<unknown>, subject: ToolSubject): string {
  const value = flag.show(subject);
  const shown = flag.kind === 'text' ? ` (= ${quote(value)})` : `  (= ${value})`;
  return `${flag.names.map(withDashes).join(', ')}${shown}\n    ${flag.usage}\n`;
}
