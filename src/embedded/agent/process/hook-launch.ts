import { randomBytes } from 'node:crypto';
import type { Charm } from '../../charm/charm';
import type { HookContext } from '../../engine/hook-context';
import type { Model } from '../../state/model';
import type { Unit } from '../../state/entities';
import type { HookOperation } from '../unit-agent';
import { CallerFiles } from '../tools/caller-files';
import type { ToolCall, ToolResult } from '../tools/hook-tool';
import { runHookTool } from '../tools/run-hook-tool';
import type { ToolSubject } from '../tools/tool-subject';
import { hookEnvironment } from './hook-environment';
import type { Ended, Launch, LaunchOutput } from './launch';
import type { ProcessSite } from './process-site';
import { ToolRecord } from './tool-record';
import { ToolServer } from './tool-server';
import type { UnitFiles } from './unit-files';

/** One process to run, and for what. @internal */
export interface HookProcess {
  readonly operation: HookOperation;
  readonly context: HookContext;
  readonly model: Model;
  readonly unit: Unit;
  readonly charm: Charm;
  readonly command: string;
  readonly args: readonly string[];
}

/** Runs the process of one hook, with the hook tools beside it for as long as it lives. @internal */
export class HookLaunch {
  readonly launch: Launch;
  /** What its tools have answered, where that is kept. */
  readonly record = new ToolRecord();
  readonly #site: ProcessSite;
  readonly #files: UnitFiles;
  readonly #process: HookProcess;
  readonly #contextId: string;

  constructor(site: ProcessSite, files: UnitFiles, process: HookProcess) {
    this.#site = site;
    this.#files = files;
    this.#process = process;
    const { operation, unit, charm, command, args } = process;
    const name = operation.kind === 'exec' ? operation.action.name : operation.name;
    this.#contextId = `${unit.name}-${name}-${randomBytes(16).toString('hex')}`;
    const { paths } = files;
    this.launch = {
      ...{ command, args, cwd: paths.charm, env: this.#environment(), root: paths.root },
      ...{ unit: unit.name, hook: name, charm: charm.name },
      ...(process.model.type === 'caas' && { pod: paths.pod }),
    };
  }

  /** Runs it to its end. No call of a hook tool lasts longer. */
  async run(output: LaunchOutput, signal: AbortSignal): Promise<Ended> {
    const subject = this.#subject();
    const server = await ToolServer.start({
      socket: this.#files.paths.socket,
      contextId: this.#contextId,
      run: async (call) => {
        const result = await this.#answer(subject, call);
        if (this.#site.debugHooks) this.record.add(call, result);
        return result;
      },
    });
    try {
      return await this.#site.launcher.start(this.launch, output, signal);
    } finally {
      await server.close();
    }
  }

  async #answer(subject: Omit<ToolSubject, 'files'>, call: ToolCall): Promise<ToolResult> {
    const { hostCommands } = this.#site;
    if (hostCommands.names.includes(call.tool)) return await hostCommands.run(this.launch, call);
    const files = new CallerFiles(call.files);
    const result = await runHookTool({ ...subject, files }, call);
    return { ...result, ...(files.written && { written: files.written }) };
  }

  #subject(): Omit<ToolSubject, 'files'> {
    const { context, model } = this.#process;
    return {
      context,
      series: model.profile.series,
      resourcePath: (name) => this.#files.resource(context, name),
      storageLocation: (id) => this.#files.storageLocation(id),
    };
  }

  #environment(): Record<string, string> {
    const { operation, context, model, unit } = this.#process;
    return hookEnvironment({
      ...{ operation, context, model, unit, contextId: this.#contextId },
      paths: this.#files.paths,
      toolsFolder: this.#site.toolsFolder,
      apiAddresses: this.#site.apiAddresses(),
      storageLocation: (id) => this.#files.storageLocation(id),
    });
  }
}
