import { readlinkSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Ended, Launch, Launcher, LaunchOutput } from '../process/launch';
import type { ForkFrame } from './fork-frames';
import { FrameReader, writeFrame } from './fork-frames';
import type { ForkRequest } from './fork-request';
import type { ForkOutcome } from './forked-hook';
import { ForkedHook } from './forked-hook';

/** How long a fork server may take to import what it imports. */
const startTimeoutMs = 30_000;
/** How long what a dead one has said may take to arrive. */
const drainTimeoutMs = 1_000;
/** How much of what it says is kept for a message. */
const keptOutput = 2_000;

/**
 * One process of `programs/fork-server.py`: it has imported `ops` and `yaml` and becomes a hook by forking. It ends with
 * the connection to it, and what it forked ends with it.
 *
 * @internal
 */
export class ForkServer {
  readonly #hooks = new Map<number, ForkedHook>();
  readonly #ending = new AbortController();
  #socket: Socket | undefined;
  #process: Promise<void> = Promise.resolve();
  #drained: Promise<void> = Promise.resolve();
  #sharesPids = false;
  #said = '';
  #lastHook = 0;
  #death: string | undefined;
  #greeted: ((refused: string | undefined) => void) | undefined;

  /**
   * Starts one, and waits until it has imported what it shall.
   *
   * @param launcher - what starts it, as it starts anything of a charm: where that jails, the hooks are in the same jail
   * @param launch - its interpreter, environment and unit
   * @throws Error that says why there is none
   */
  static async start(launcher: Launcher, launch: Launch): Promise<ForkServer> {
    const server = new ForkServer();
    try {
      await server.#start(launcher, launch);
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  /** Why it serves no more; `undefined` while it does. */
  get death(): string | undefined {
    return this.#death;
  }

  /** Runs a hook to its end; an aborted signal ends it. A hook whose server dies is told as killed, which it then is. */
  async run(request: ForkRequest, output: LaunchOutput, signal: AbortSignal): Promise<ForkOutcome> {
    if (this.#death !== undefined) return { refused: this.#death };
    const number = ++this.#lastHook;
    const hook = new ForkedHook(output);
    const end = (): void => this.#send('k', number, '');
    this.#hooks.set(number, hook);
    this.#send('f', number, JSON.stringify(request));
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      return await hook.outcome;
    } finally {
      signal.removeEventListener('abort', end);
      this.#hooks.delete(number);
    }
  }

  /** Ends it and what it runs. May be called again. */
  async close(): Promise<void> {
    const hooks = [...this.#hooks.values()];
    this.#die('it was closed');
    this.#ending.abort();
    await Promise.all([this.#process, ...hooks.map(({ outcome }) => outcome)]);
  }

  async #start(launcher: Launcher, launch: Launch): Promise<void> {
    const folder = await mkdtemp(join(launch.root, 'fork-'));
    const address = join(folder, 'socket');
    const listener = createServer((socket) => {
      listener.close();
      this.#connect(socket);
    });
    const greeting = new Promise<string | undefined>((resolve) => (this.#greeted = resolve));
    const timer = setTimeout(() => this.#greeted?.('it takes longer than 30 s to start'), startTimeoutMs);
    try {
      await listen(listener, address);
      // Copied, since in a jail there may be nothing to be seen of us but what is in the unit's folder.
      const program = join(folder, 'fork-server.py');
      await copyFile(join(__dirname, 'programs', 'fork-server.py'), program);
      const started = { ...launch, args: [program, address, launch.cwd, ownPidNamespace()] };
      this.#process = this.#watch(launcher.start(started, this.#listenTo(), this.#ending.signal));
      const refused = await greeting;
      if (refused !== undefined) throw new Error(refused);
    } finally {
      clearTimeout(timer);
      listener.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #watch(running: Promise<Ended>): Promise<void> {
    try {
      const { code, signal } = await running;
      // What it had still said of its hooks comes first.
      await Promise.race([this.#drained, delay(drainTimeoutMs, undefined, { ref: false })]);
      const how = signal === null ? `with exit code ${code ?? 'unknown'}` : `by ${signal}`;
      this.#die(`it ended ${how}${this.#said === '' ? '' : `: ${this.#said.trimEnd()}`}`);
    } catch (error) {
      this.#die(error instanceof Error ? error.message : String(error));
    }
  }

  #listenTo(): LaunchOutput {
    const keep = (chunk: Buffer): void => {
      this.#said = (this.#said + chunk.toString()).slice(-keptOutput);
    };
    return { stdout: keep, stderr: keep };
  }

  #connect(socket: Socket): void {
    const reader = new FrameReader();
    this.#socket = socket;
    socket.on('data', (chunk) => {
      for (const frame of reader.read(chunk)) this.#take(frame);
    });
    // How it ended is known better from the process; here is only what to do about a connection that breaks.
    socket.on('error', () => socket.destroy());
    this.#drained = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('close', () => this.#ending.abort());
  }

  #take(frame: ForkFrame): void {
    if (frame.hook !== 0) this.#hooks.get(frame.hook)?.take(frame);
    else if (frame.kind === 'h') this.#greet(frame.payload.toString());
    else if (frame.kind === 'r') this.#greeted?.(frame.payload.toString());
  }

  /** In a jail with process ids of its own, the ids that it tells are not ours to kill. */
  #greet(pidNamespace: string): void {
    this.#sharesPids = pidNamespace === ownPidNamespace();
    this.#greeted?.(undefined);
  }

  #send(kind: string, hook: number, payload: string): void {
    if (this.#socket?.writable === true) this.#socket.write(writeFrame(kind, hook, payload));
  }

  #die(why: string): void {
    this.#death ??= why;
    this.#greeted?.(why);
    this.#socket?.destroy();
    for (const hook of this.#hooks.values()) void hook.end(why, this.#sharesPids);
  }
}

function ownPidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
}
