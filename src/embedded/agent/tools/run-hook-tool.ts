import { messageOf } from '../../../message-of';
import type { FlagTable, FlagValues } from './flags/flag';
import type { FormatName } from './format/format-value';
import type { HookTool, ToolCall, ToolResult } from './hook-tool';
import type { JujuSeries } from '../../state/profile';
import type { ToolSubject } from './tool-subject';
import { checkEmpty } from './check-empty';
import { formatValue } from './format/format-value';
import { helpText } from './help-text';
import { NeedsFile } from './caller-files';
import { NeedsStdin, ToolInput } from './tool-input';
import { outputFlags } from './flags/output-flags';
import { parseFlags } from './flags/parse-flags';
import { toolsOf } from './all-tools';

/** Names of the hook tools that a Juju has, in the order of the alphabet. @internal */
export function toolNames(series: JujuSeries): readonly string[] {
  return [...toolsOf(series).keys()].toSorted();
}

/**
 * Runs a hook tool as Juju's agent does. Never rejects: a mistake in the arguments is exit code 2, a refusal 1, both
 * with `ERROR …` on standard error.
 *
 * @internal
 */
export async function runHookTool(subject: ToolSubject, call: ToolCall): Promise<ToolResult> {
  const tool = toolsOf(subject.series).get(call.tool);
  if (tool === undefined) return failed(1, `bad request: unknown command: ${call.tool}`);
  const { spec } = tool;
  const flags = { ...spec.flags, ...(spec.output === undefined ? {} : outputFlags(spec.output)) };
  try {
    const parsed = parseFlags(flags, call.args, subject);
    if (parsed === 'help') return result(0, helpText(tool, flags, subject));
    const values = parsed.values as FlagValues<FlagTable>;
    if (spec.init === undefined) checkEmpty(parsed.args);
    const input = new ToolInput(call, subject.files);
    const args = await spec.init?.(parsed.args, values, subject, input);
    return await run(tool, subject, input, { flags: values, args });
  } catch (error) {
    return asked(error) ?? failed(2, messageOf(error));
  }
}

/** What was understood of a call. */
interface Understood {
  readonly flags: FlagValues<FlagTable>;
  readonly args: unknown;
}

async function run(
  { spec }: HookTool,
  subject: ToolSubject,
  input: ToolInput,
  understood: Understood,
): Promise<ToolResult> {
  const format = understood.flags['--format'] as FormatName | undefined;
  let stderr = '';
  try {
    const warn = (text: string) => {
      stderr += text;
    };
    const value = await spec.run(subject, { ...understood, input, format, warn });
    const output = textOf(value, format);
    const file = (understood.flags['--output'] ?? '') as string;
    if (file === '' || value === undefined) return result(0, output, stderr);
    await input.write(file, Buffer.from(output));
    return result(0, '', stderr);
  } catch (error) {
    return asked(error) ?? failed(1, messageOf(error), stderr);
  }
}

/** What the caller is asked for, where a tool needs more than the call has brought along. */
function asked(error: unknown): ToolResult | undefined {
  if (error instanceof NeedsStdin) return { ...result(1), needsStdin: true };
  if (error instanceof NeedsFile) return { ...result(1), needsFile: error.path };
  return undefined;
}

function textOf(value: unknown, format: FormatName | undefined): string {
  if (value === undefined) return '';
  if (format !== undefined) return formatValue(format, value);
  return typeof value === 'string' ? value : '';
}

function failed(code: number, message: string, before = ''): ToolResult {
  return result(code, '', `${before}ERROR ${message}\n`);
}

function result(code: number, stdout = '', stderr = ''): ToolResult {
  return { code, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) };
}
