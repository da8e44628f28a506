import { JujuError } from '../../../errors';
import { isRecord } from '../../../is-record';
import { messageOf } from '../../../message-of';
import type { ToolCall, ToolResult } from '../tools/hook-tool';
import { hostCommandNames, readsStdin } from './host-command-names';

/** A call of a host command by a charm. @public */
export interface HostCommandCall {
  /** Whose charm called it: `web/0`. */
  readonly unit: string;
  /** The charm's name. */
  readonly charm: string;
  /** The hook or action that it was called in. */
  readonly hook: string;
  /** The command's name, without its folder: `apt-get`. */
  readonly command: string;
  readonly args: readonly string[];
  /** The folder that it was called in. */
  readonly cwd: string;
  /** What was piped into it, of commands that are useless without: `chpasswd`, `debconf-set-selections` … */
  readonly stdin?: string;
}

/** How a host command ends, and what it prints. @public */
export interface HostCommandResult {
  /** @default 0 */
  readonly code?: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Answers a host command; a string is what it prints. What it throws fails the command, with its message. @public */
export type HostCommandHandler = (
  call: HostCommandCall,
) => HostCommandResult | string | Promise<HostCommandResult | string>;

/**
 * What becomes of host commands: `'refuse'` fails each, `'record'` lets each succeed and do nothing; an object answers
 * those that it names, and refuses the others. `'ok'` stands for success without a word.
 *
 * @public
 */
export type HostCommandsOption = 'record' | 'refuse' | Readonly<Record<string, HostCommandHandler | 'ok'>>;

/** Who calls. @internal */
export type HostCommandCaller = Pick<HostCommandCall, 'charm' | 'hook' | 'unit'>;

/** The exit code of a command that was refused, apt's own for failure. */
const refusedCode = 100;

/**
 * Answers the host commands (`apt-get`, `systemctl` …) of charms, and remembers their calls.
 *
 * @public
 */
export class HostCommands {
  readonly #option: HostCommandsOption;
  readonly #calls: HostCommandCall[] = [];
  /** Every command that is guarded; none where charms have the machine's own. @internal */
  readonly names: readonly string[];

  /** @internal */
  constructor(option: HostCommandsOption | undefined) {
    this.#option = checkHostCommands(option ?? 'refuse');
    const named = typeof option === 'object' ? Object.keys(option) : [];
    this.names = option === undefined ? [] : [...new Set([...hostCommandNames, ...named])].sort();
  }

  /** The calls so far, in their order: refused ones too. */
  get calls(): readonly HostCommandCall[] {
    return [...this.#calls];
  }

  /** Forgets the calls so far. */
  clear(): void {
    this.#calls.length = 0;
  }

  /**
   * Answers one call; never rejects.
   *
   * @internal
   */
  async run(
    { unit, charm, hook }: HostCommandCaller,
    { tool, args, dir, stdin }: ToolCall,
  ): Promise<ToolResult> {
    const handler = this.#handler(tool);
    if (handler !== undefined && stdin === undefined && readsStdin.has(tool)) return wantsStdin;
    const call: HostCommandCall = {
      ...{ unit, charm, hook },
      command: tool,
      args: [...args],
      cwd: dir,
      ...(stdin !== undefined && { stdin: stdin.toString() }),
    };
    this.#calls.push(call);
    if (handler === undefined) return result({ code: refusedCode, stderr: refusal(call) });
    if (handler === 'ok') return result({});
    try {
      const answer = await handler(call);
      return result(checkAnswer(answer));
    } catch (error) {
      const stderr = `ERROR the test's answer to the host command ${shown(call)} failed: ${messageOf(error)}\n`;
      return result({ code: refusedCode, stderr });
    }
  }

  #handler(command: string): HostCommandHandler | 'ok' | undefined {
    if (this.#option === 'refuse') return undefined;
    if (this.#option === 'record') return 'ok';
    return Object.hasOwn(this.#option, command) ? this.#option[command] : undefined;
  }
}

/** Refuses what is wrong with the option. @internal */
export function checkHostCommands(option: unknown): HostCommandsOption {
  if (option === 'refuse' || option === 'record') return option;
  if (typeof option !== 'object' || option === null || Array.isArray(option)) {
    throw wrong(
      `is ${JSON.stringify(option)}`,
      `It can be 'refuse', 'record', or an object with an answer for each command`,
    );
  }
  for (const [command, answer] of Object.entries(option)) {
    if (!/^[\w][\w.+-]*$/.test(command)) {
      throw wrong(`names "${command}"`, 'Commands are named without their folder: apt-get');
    }
    if (answer !== 'ok' && typeof answer !== 'function') {
      throw wrong(
        `answers ${command} with ${JSON.stringify(answer)}`,
        `An answer is 'ok' or a function: (call) => ({ code: 0, stdout: '' })`,
      );
    }
  }
  return option as HostCommandsOption;
}

/** What a test answers, which is JavaScript as often as not. */
function checkAnswer(answer: unknown): HostCommandResult {
  if (answer === undefined) return {};
  if (typeof answer === 'string') return { stdout: answer };
  if (!isRecord(answer)) {
    throw new Error(
      `it is ${JSON.stringify(answer)}; it can be nothing, a text, or { code, stdout, stderr }`,
    );
  }
  return answer;
}

function wrong(problem: string, advice: string): JujuError {
  return new JujuError(`The embedded controller's option hostCommands ${problem}. ${advice}.`, {
    code: 'not valid',
  });
}

function refusal(call: HostCommandCall): string {
  const { charm, unit, hook, command } = call;
  return (
    `ERROR refused the host command ${shown(call)}, which charm "${charm}" calls in ${hook} of ${unit}: it would act on the machine that runs the tests. ` +
    `Answer it with embedded: { hostCommands: { ${stub(command)} } }, or let all of them succeed and do nothing with hostCommands: 'record'\n`
  );
}

const stub = (command: string): string => `${/^[a-z]\w*$/i.test(command) ? command : `'${command}'`}: 'ok'`;

const shown = ({ command, args }: HostCommandCall): string => `"${[command, ...args].join(' ')}"`;

const wantsStdin: ToolResult = {
  code: 0,
  stdout: Buffer.alloc(0),
  stderr: Buffer.alloc(0),
  needsStdin: true,
};

function result({ code = 0, stdout = '', stderr = '' }: HostCommandResult): ToolResult {
  return { code, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) };
}
