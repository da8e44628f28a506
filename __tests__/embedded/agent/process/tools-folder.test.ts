import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findInPath } from '../../../../src/embedded/agent/process/find-in-path';
import { ToolServer } from '../../../../src/embedded/agent/process/tool-server';
import { chooseShim, makeToolsFolder } from '../../../../src/embedded/agent/process/tools-folder';
import type { ToolCall } from '../../../../src/embedded/agent/tools/hook-tool';

// Real processes: on a busy machine they take their time.
jest.setTimeout(60_000);

let folder: string;
let server: ToolServer;
const calls: ToolCall[] = [];

const serving = async (call: ToolCall) => {
  calls.push(call);
  await Promise.resolve();
  const wants = call.args.includes('-') && call.stdin === undefined;
  const stdout = Buffer.concat([Buffer.from(`${call.args.join('|')}\n`), call.stdin ?? Buffer.alloc(0)]);
  const [first = '', path = ''] = call.args;
  const none = Buffer.alloc(0);
  const file = call.files?.get(path);
  if (first === '--read' && file === undefined)
    return { code: 1, stdout: none, stderr: none, needsFile: path };
  if (first === '--read' && file !== undefined && 'errno' in file)
    return { code: 1, stdout: none, stderr: Buffer.from(`errno ${String(file.errno)}\n`) };
  if (first === '--read' && file !== undefined && 'content' in file)
    return { code: 0, stdout: file.content, stderr: none };
  if (first === '-o') {
    const written = { path, content: Buffer.from('two\0lines\n') };
    return { code: 0, stdout: none, stderr: Buffer.from('a warning\n'), written };
  }
  if (wants) return { code: 1, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0), needsStdin: true as const };
  return { code: call.tool === 'is-leader' ? 3 : 0, stdout, stderr: Buffer.from('a warning\n') };
};

beforeEach(async () => {
  calls.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'tools-'));
  server = await ToolServer.start({ socket: join(folder, 'socket'), contextId: 'web/0-x-1', run: serving });
});

afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Runs a tool as a charm does. */
async function tool(name: string, args: readonly string[], { stdin = '', context = 'web/0-x-1' } = {}) {
  const env = {
    JUJU_CONTEXT_ID: context,
    JUJU_AGENT_SOCKET_ADDRESS: join(folder, 'socket'),
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
  };
  return await new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const path = join(folder, 'tools', name);
    const child = execFile(path, args, { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr }),
    );
    // A tool that is refused does not wait for what it is sent.
    child.stdin?.on('error', () => undefined).end(stdin);
  });
}

const shims = [['perl'], ['python'], ['node']] as const;

describe.each(shims)('in %s', (name) => {
  const program = { perl: 'perl', python: 'python3', node: 'node' }[name];
  // Without the program there is nothing to test: another shim is chosen then.
  const there = findInPath(program) !== undefined;

  beforeEach(async () => {
    const tools = ['config-get', 'is-leader', 'juju-log', 'relation-set'];
    await makeToolsFolder(join(folder, 'tools'), tools, chooseShim([name]));
  });

  test('the shim is chosen where its program is there', () => {
    const own = { perl: 'shim.pl', python: 'shim.py', node: 'shim.js' }[name];
    expect(chooseShim([name]).file).toBe(there ? own : 'shim.js');
  });

  test('files are read and written where the charm is, with its rights', async () => {
    const path = join(folder, 'value');
    writeFileSync(path, Buffer.from([0, 255, 10]));
    const read = await tool('relation-set', ['--read', path]);
    expect([read.code, read.stdout]).toEqual([0, '\0\ufffd\n']);
    expect(await tool('relation-set', ['--read', join(folder, 'none')])).toMatchObject({
      code: 1,
      stderr: `errno ${String(constants.errno.ENOENT)}\n`,
    });
    expect(await tool('relation-set', ['--read', folder])).toMatchObject({
      stderr: `errno ${String(constants.errno.EISDIR)}\n`,
    });
    const out = join(folder, 'out');
    expect(await tool('config-get', ['-o', out])).toEqual({ code: 0, stdout: '', stderr: 'a warning\n' });
    expect(readFileSync(out, 'utf8')).toBe('two\0lines\n');
    expect(await tool('config-get', ['-o', join(folder, 'none', 'out')])).toMatchObject({
      code: 1,
      stderr: `ERROR open ${join(folder, 'none', 'out')}: no such file or directory\n`,
    });
  });

  test('a tool hands over its arguments, and gives back what it gets', async () => {
    expect(await tool('config-get', ['--format=json', '', 'two words', 'ü', "it's"])).toEqual({
      code: 0,
      stdout: "--format=json||two words|ü|it's\n",
      stderr: 'a warning\n',
    });
    expect(calls).toEqual([
      { tool: 'config-get', dir: folder, args: ['--format=json', '', 'two words', 'ü', "it's"] },
    ]);
    expect((await tool('is-leader', [])).code).toBe(3);
  });

  test('standard input is sent when it is asked for, also what is long', async () => {
    const stdin = 'x'.repeat(300_000);
    const { code, stdout } = await tool('relation-set', ['--file', '-'], { stdin });
    expect([code, stdout === `--file|-\n${stdin}`]).toEqual([0, true]);
    expect(calls).toHaveLength(2);
  });

  test('another context id is refused', async () => {
    expect(await tool('config-get', [], { context: 'web/1-x-1' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'ERROR bad request: wrong context ID; got "web/1-x-1"\n',
    });
    expect(await tool('config-get', [], { context: '' })).toMatchObject({
      code: 1,
      stderr: 'ERROR JUJU_CONTEXT_ID not set\n',
    });
  });

  test('without an agent it says so', async () => {
    await server.close();
    const { code, stderr } = await tool('config-get', []);
    expect(code).toBe(1);
    expect(stderr).toContain(`ERROR dial unix ${join(folder, 'socket')}: connect: `);
  });
});
