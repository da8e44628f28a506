import type { CallerFile } from './caller-files';
import type { FlagTable, FlagValues } from './flags/flag';
import type { FormatName } from './format/format-value';
import type { ToolInput } from './tool-input';
import type { ToolSubject } from './tool-subject';

/** A charm calls a hook tool. @internal */
export interface ToolCall {
  readonly tool: string;
  readonly args: readonly string[];
  /** Where the charm stands: relative file names are of this folder. */
  readonly dir: string;
  /** `undefined`: nothing was sent along; a tool that wants it says so, and is asked again. */
  readonly stdin?: Buffer;
  /** The files that the tool has asked for, by their absolute paths. */
  readonly files?: ReadonlyMap<string, CallerFile>;
}

/** What the caller of a tool sees of it. @internal */
export interface ToolResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /** The tool reads standard input and the call had none: nothing was done, call again with it. */
  readonly needsStdin?: true;
  /** The tool reads this file and the call had it not: nothing was done, call again with it. */
  readonly needsFile?: string;
  /** What is to be written by the caller, instead of on standard output. */
  readonly written?: { readonly path: string; readonly content: Buffer };
}

/** What the formatted output of a tool is by default, and whether `smart` is among its formats. @internal */
export type ToolOutput = 'smart' | 'yaml';

/**
 * One hook tool: its flags as a table, its arguments, what it does. What `init` throws is a mistake in the arguments
 * (exit code 2), what `run` throws a refusal (exit code 1), as in Juju.
 *
 * @internal
 */
export interface HookToolSpec<Flags extends FlagTable, Args> {
  readonly name: string;
  /** The positional arguments, as `--help` shows them. */
  readonly usage?: string | ((subject: ToolSubject) => string);
  /** One sentence for `--help`. */
  readonly summary: string;
  readonly flags?: Flags;
  /** Gives the tool `--format` and `-o`: what `run` returns is then formatted. Without it a text is written as it is. */
  readonly output?: ToolOutput;
  /** Makes of the positional arguments what `run` wants; without it there may be none. May throw. */
  init?(
    args: readonly string[],
    flags: FlagValues<Flags>,
    subject: ToolSubject,
    input: ToolInput,
  ): Args | Promise<Args>;
  /** Does it. `undefined` is no output, also of a formatted tool; `null` is Go's `nil`. May throw. */
  run(subject: ToolSubject, parsed: Parsed<Flags, Args>): unknown;
}

/** A call, understood. @internal */
export interface Parsed<Flags extends FlagTable, Args> {
  readonly args: Args;
  readonly flags: FlagValues<Flags>;
  /** The chosen format; `undefined` for a tool without formatted output. */
  readonly format: FormatName | undefined;
  /** Files and standard input of the caller. */
  readonly input: ToolInput;
  /** Writes on standard error as it is, no line break added. */
  warn(text: string): void;
}

/** A tool of whatever flags. @internal */
export interface HookTool {
  readonly name: string;
  readonly spec: HookToolSpec<FlagTable, unknown>;
}

/** Makes a tool of its description; the types of flags and arguments follow from it. @internal */
export function hookTool<const Flags extends FlagTable = FlagTable, Args = undefined>(
  spec: HookToolSpec<Flags, Args>,
): HookTool {
  // Flags and arguments of the one spec go only to the functions of the same spec.
  return { name: spec.name, spec: spec };
}
