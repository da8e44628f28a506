import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { isRecord } from '../../../is-record';
import { messageOf } from '../../../message-of';
import type { Change, Changes } from './changes';
import { PebbleError } from './pebble-error';

/** A command that a charm executes in a container. @public */
export interface WorkloadCommand {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** All that the charm sends along; never settles for a charm that sends no end. */
  stdin(): Promise<Buffer>;
}

/** How a command in a container ended, or what it prints. @public */
export type WorkloadResult =
  string | { readonly code?: number; readonly stdout?: string; readonly stderr?: string };

/** Answers a command in a container. @public */
export type WorkloadHandler = (call: WorkloadCommand) => Promise<WorkloadResult> | WorkloadResult;

/** The programs of a container, by the names that they are called by. @public */
export type WorkloadCommands = Readonly<Record<string, WorkloadHandler>>;

interface Session {
  readonly change: Change;
  readonly call: Omit<WorkloadCommand, 'stdin'>;
  readonly handler: WorkloadHandler;
  readonly splitStderr: boolean;
  readonly sockets: Map<string, WebSocket>;
}

/** Commands that run in a container, and the sockets that their input and output go over. @internal */
export class ExecSessions {
  readonly #changes: Changes;
  readonly #commands: () => WorkloadCommands;
  readonly #sessions = new Map<string, Session>();

  constructor(changes: Changes, commands: () => WorkloadCommands) {
    this.#changes = changes;
    this.#commands = commands;
  }

  /** Prepares a command; it runs when the caller has connected its sockets. */
  begin(body: Readonly<Record<string, unknown>>): { change: Change; result: object } {
    const command = Array.isArray(body['command']) ? body['command'].map(String) : [];
    const [program] = command;
    if (program === undefined) throw new PebbleError('must specify command');
    const commands = this.#commands();
    if (!Object.hasOwn(commands, program)) throw new PebbleError(`cannot find executable "${program}"`);
    const handler = commands[program] as WorkloadHandler;
    const environment = isRecord(body['environment'])
      ? Object.fromEntries(Object.entries(body['environment']).map(([key, value]) => [key, String(value)]))
      : {};
    const workingDirectory = typeof body['working-dir'] === 'string' ? body['working-dir'] : '/root';
    const change = this.#changes.begin('exec', `Execute command "${program}"`, [
      { kind: 'exec', summary: `exec command "${program}"` },
    ]);
    const taskId = change.tasks[0]?.id ?? '';
    this.#sessions.set(taskId, {
      change,
      call: { command, environment, workingDirectory },
      handler,
      splitStderr: body['split-stderr'] === true,
      sockets: new Map(),
    });
    return { change, result: { 'task-id': taskId, environment, 'working-dir': workingDirectory } };
  }

  /** Whether somebody waits for this socket. */
  expects(taskId: string, name: string): boolean {
    const session = this.#sessions.get(taskId);
    return session !== undefined && !session.sockets.has(name);
  }

  /** A socket of a command was connected; the last one begins it. */
  connect(taskId: string, name: string, socket: WebSocket): void {
    const session = this.#sessions.get(taskId);
    if (session === undefined) {
      socket.terminate();
      return;
    }
    session.sockets.set(name, socket);
    const wanted = ['control', 'stdio', ...(session.splitStderr ? ['stderr'] : [])];
    if (!wanted.every((each) => session.sockets.has(each))) return;
    this.#sessions.delete(taskId);
    void this.#run(session);
  }

  async #run(session: Session): Promise<void> {
    const { change, call, handler, sockets, splitStderr } = session;
    const stdio = sockets.get('stdio');
    const stderr = sockets.get('stderr');
    try {
      const input = stdio === undefined ? Promise.resolve(Buffer.alloc(0)) : inputOf(stdio);
      const result = await handler({ ...call, stdin: () => input });
      const ended = typeof result === 'string' ? { stdout: result } : result;
      say(stdio, `${ended.stdout ?? ''}${splitStderr ? '' : (ended.stderr ?? '')}`);
      say(stderr, ended.stderr ?? '');
      const [task] = change.tasks;
      if (task) task['data'] = { 'exit-code': ended.code ?? 0 };
      this.#changes.end(change);
    } catch (error) {
      for (const socket of [stdio, stderr]) say(socket, '');
      this.#changes.end(change, `cannot perform the following tasks:\n- exec command (${messageOf(error)})`);
    }
    for (const socket of sockets.values()) socket.close();
  }
}

/** What comes over a socket until its end is said, or it closes. */
async function inputOf(socket: WebSocket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) chunks.push(data);
      else if (data.toString('utf8').includes('"end"')) resolve();
    });
    void once(socket, 'close').then(() => resolve());
  });
  return Buffer.concat(chunks);
}

function say(socket: WebSocket | undefined, text: string): void {
  if (socket === undefined) return;
  if (text !== '') socket.send(Buffer.from(text), { binary: true });
  socket.send('{"command":"end"}');
}
