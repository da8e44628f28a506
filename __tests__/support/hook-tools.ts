import type { Action } from '../../src/embedded/state/action-entities';
import type { HookInfo } from '../../src/embedded/engine/hook-info';
import type { JujuSeries } from '../../src/embedded/state/profile';
import type { Model } from '../../src/embedded/state/model';
import type { ToolFiles, ToolSubject } from '../../src/embedded/agent/tools/tool-subject';
import { HookContext } from '../../src/embedded/engine/hook-context';
import { runHookTool } from '../../src/embedded/agent/tools/run-hook-tool';

/** What a test gives a tool beside its context. */
export interface ToolsOptions {
  readonly series?: JujuSeries;
  readonly hook?: HookInfo;
  /** Juju's name of the hook, where it is not its kind. */
  readonly name?: string;
  readonly action?: Action;
  /** Files by their absolute names; what tools write gets here, too. */
  readonly files?: Map<string, string>;
  /** Files of resources. */
  readonly resources?: Readonly<Record<string, string>>;
}

/** What a tool did, in words. */
export interface ToolOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The hook tools of one hook of a unit. */
export interface HookTools {
  readonly context: HookContext;
  readonly subject: ToolSubject;
  /** Runs a tool as a charm in `/charm` does: the tool and its arguments; `stdin` is sent when it is asked for. */
  readonly run: (call: readonly string[], stdin?: string) => Promise<ToolOutcome>;
}

/** The tools of a unit in a hook: a `config-changed` one if nothing else is said. */
export function hookTools(model: Model, unit: string, options: ToolsOptions = {}): HookTools {
  const { hook = { kind: 'config-changed' }, action, series = '3.6' } = options;
  const context = new HookContext({
    model,
    unit: model.unit(unit),
    name: options.name ?? action?.name ?? hook.kind,
    ...(action === undefined ? { hook } : { action }),
  });
  const subject: ToolSubject = {
    context,
    series,
    files: memoryFiles(options.files ?? new Map<string, string>()),
    resourcePath: (name) => resourceOf(options, name),
    storageLocation: (_id, location) => location,
  };
  return { context, subject, run: (call, stdin) => runTool(subject, call, stdin) };
}

async function runTool(
  subject: ToolSubject,
  [tool = '', ...args]: readonly string[],
  stdin?: string,
): Promise<ToolOutcome> {
  const call = { tool, args, dir: '/charm' };
  const first = await runHookTool(subject, call);
  const asked = first.needsStdin === true && stdin !== undefined;
  const result = asked ? await runHookTool(subject, { ...call, stdin: Buffer.from(stdin) }) : first;
  if (result.needsStdin === true) throw new Error(`${tool} wants standard input`);
  return { code: result.code, stdout: result.stdout.toString(), stderr: result.stderr.toString() };
}

async function resourceOf({ resources = {} }: ToolsOptions, name: string): Promise<string> {
  const path = resources[name];
  if (path === undefined) return Promise.reject(new Error(`resource "${name}" not found`));
  return Promise.resolve(path);
}

function memoryFiles(files: Map<string, string>): ToolFiles {
  return {
    read: async (path) => {
      const content = files.get(path);
      if (content === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return Promise.resolve(Buffer.from(content));
    },
    write: async (path, content) => {
      files.set(path, content.toString());
      return Promise.resolve();
    },
  };
}
