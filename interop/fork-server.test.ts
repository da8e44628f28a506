import { spawnSync } from 'node:child_process';

import { Isolation } from '../src/embedded/agent/isolation/isolation';
import { SpawnLauncher } from '../src/embedded/agent/process/spawn-launcher';
import { ForkLauncher } from '../src/embedded/agent/python/fork-launcher';
import type { Form, Ran } from './ops/charm-folder';
import { CharmFolder, run } from './ops/charm-folder';

const environments: Readonly<Record<string, string>> = {
  newest: process.env['INTEROP_OPS_NEWEST'] ?? '',
  '2': process.env['INTEROP_OPS_2'] ?? '',
  none: process.env['INTEROP_PYTHON']?.replace(/\/bin\/python$/, '') ?? '',
};

let cold: SpawnLauncher;
let forked: ForkLauncher;
let notices: string[];
let folders: CharmFolder[];

jest.setTimeout(60_000);

beforeEach(() => {
  notices = [];
  folders = [];
  cold = new SpawnLauncher();
  forked = new ForkLauncher(new SpawnLauncher(), { say: (notice) => notices.push(notice), perUnit: false });
});

afterEach(async () => {
  await Promise.all([cold.close(), forked.close()]);
  await Promise.all(folders.map((folder) => folder.remove()));
});

async function charm(form: Form, sources?: string, environment = 'newest'): Promise<CharmFolder> {
  const folder = await CharmFolder.make(form, environments[environment] ?? '', sources);
  folders.push(folder);
  return folder;
}

async function program(text: string): Promise<CharmFolder> {
  const folder = await charm('venv');
  await folder.program(text);
  return folder;
}

/** The same, but for the folder that it was run in. */
function comparable({ stdout, ...ran }: Ran, { charm: path }: CharmFolder): unknown {
  return {
    ...ran,
    stdout: stdout.replaceAll(path, '<charm>'),
    stderr: ran.stderr.replaceAll(path, '<charm>'),
  };
}

/** Whether there is such a process; one that only waits to be buried is none. */
function isRunning(pid: string): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
  return !['', 'Z'].includes(stdout.trim().slice(0, 1));
}

const isFork = `import sys\nprint('fork' if len(sys.modules) > 200 else 'cold')\n`;

describe.each<[Form, string]>([
  ['shebang', 'newest'],
  ['shebang', '2'],
  ['venv', 'newest'],
  ['venv', '2'],
])('by a dispatch of the form "%s", with ops %s', (form, environment) => {
  test('a hook sees the same forked as with an interpreter of its own, in any unit', async () => {
    for (const folder of [
      await charm(form, 'mirror', environment),
      await charm(form, 'mirror', environment),
    ]) {
      const launch = folder.launch({ EXTRA: 'ä b', JUJU_UNIT_NAME: 'mirror/0' });
      const fresh = await run(cold, launch);
      const fork = await run(forked, launch);

      expect(JSON.parse(fork.stdout)).toEqual(JSON.parse(fresh.stdout));
      expect(fork.stderr).not.toBe(fresh.stderr); // Numbers at random.
    }
    expect(notices).toEqual([]);
  });
});

describe.each([
  ['returns', 'print("done")'],
  ['exits with a code', 'import sys; sys.exit(3)'],
  ['exits with a text', 'import sys; sys.exit("no")'],
  ['exits with nothing', 'raise SystemExit'],
  ['exits at once', 'import os; os._exit(7)'],
  ['raises', 'def f():\n    raise ValueError("wrong")\nf()'],
  [
    'raises from another error',
    'try:\n    1 / 0\nexcept Exception as e:\n    raise ValueError("wrong") from e',
  ],
  [
    'raises with a hook for that',
    'import sys\nsys.excepthook = lambda *args: print(args[:2])\nraise ValueError("x")',
  ],
  ['does not parse', 'def ('],
  ['is terminated', 'import os; os.kill(os.getpid(), 15)'],
  ['is killed', 'import os; os.kill(os.getpid(), 9)'],
  ['aborts', 'import os; os.abort()'],
  ['is interrupted', 'import signal; signal.raise_signal(signal.SIGPIPE); print("SIGPIPE is ignored")'],
  [
    'cleans up',
    'import atexit, threading\natexit.register(print, "bye")\nthreading.Thread(target=print, args=["thread"]).start()',
  ],
  ['leaves output without a newline', 'import sys\nsys.stdout.write("a")\nsys.stderr.write("b")'],
  [
    'writes much',
    'import sys\nfor _ in range(40): sys.stdout.write("x" * 99_999 + "\\n"); sys.stderr.write("y" * 99_999 + "\\n")',
  ],
  ['exits with a number that is too large', 'import sys; sys.exit(2 ** 70)'],
  ['exits with a negative number', 'import sys; sys.exit(-3)'],
  ['exits with False', 'import sys; sys.exit(False)'],
  [
    'has objects that say when they go',
    'import helper\nclass A:\n    def __init__(self, name): self.name = name\n    def __del__(self): print("gone:", self.name)\n_first = A("underscore")\nlast = A("global")\ncycle = A("cycle"); cycle.itself = cycle\nhelper.kept = A("of a module")',
  ],
  [
    'leaves a file open that it wrote',
    'import atexit\nfile = open("written", "w")\nfile.write("all of it")\natexit.register(lambda: print(open("written").read() == ""))',
  ],
  [
    'has objects that need other things when they go',
    'import os, helper\nclass A:\n    def __init__(self, name): self.name = name\n    def __del__(self): print("gone:", self.name, os.path.basename("a/b"), same("c"))\ndef same(text): return text\nlast = A("global")\ncycle = A("cycle"); cycle.itself = cycle\nhelper.kept = A("of a module")',
  ],
  [
    'ends while a thread of no importance works',
    'import threading\ndef one(): return 1\ndef work():\n    while True: one()\nfor _ in range(3): threading.Thread(target=work, daemon=True).start()\nprint("done")',
  ],
  ['cannot write its output', 'import sys\nsys.stdout = open("/dev/full", "w")\nprint("lost")'],
  [
    'has a fork that exits in its own way',
    'import os, sys\npid = os.fork()\nif pid == 0: sys.exit(5)\nprint(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))',
  ],
  [
    'ends while a thread of no importance runs',
    'import threading, time\nthreading.Thread(target=time.sleep, args=[60], daemon=True).start()\nprint("done")',
  ],
  ['closes its output', 'import os\nos.close(1); os.close(2)\nos._exit(4)'],
  [
    'forks',
    'import os\nif os.fork() == 0:\n    print("child", flush=True)\n    os._exit(0)\nos.wait()\nprint("parent")',
  ],
  [
    'starts programs',
    'import subprocess, sys\nprint(subprocess.check_output([sys.executable, "-c", "import ops, sys; print(ops.__file__, sys.prefix)"]))',
  ],
  [
    'has processes of its own',
    'import multiprocessing as m\nif __name__ == "__main__":\n    c = m.get_context("spawn")\n    p = c.Process(target=print, args=["spawned"]); p.start(); p.join(); print(p.exitcode)',
  ],
  [
    'pickles what it defines',
    'import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)',
  ],
  [
    'looks for its distribution',
    'import importlib.metadata as m; print(m.version("ops"), m.distribution("ops").locate_file("ops"))',
  ],
])('a charm that %s', (_, text) => {
  test('ends forked as it ends with an interpreter of its own', async () => {
    const folder = await program(text);
    await folder.write('src/helper.py', '');

    const fresh = await run(cold, folder.launch());
    const fork = await run(forked, folder.launch());

    expect(comparable(fork, folder)).toEqual(comparable(fresh, folder));
    expect(notices).toEqual([]);
  });
});

test('a hook is forked, and imports the modules of its charm anew', async () => {
  const folder = await program(`${isFork}import helper\nhelper.calls += 1\nprint(helper.text, helper.calls)`);
  await folder.write('src/helper.py', 'text = "first"\ncalls = 0');
  const before = await run(forked, folder.launch());
  await folder.write('src/helper.py', 'text = "another"\ncalls = 0');

  expect([before.stdout, (await run(forked, folder.launch())).stdout]).toEqual([
    'fork\nfirst 1\n',
    'fork\nanother 1\n',
  ]);
});

test('fifty hooks run at once, each with what it prints', async () => {
  const folder = await program(
    'import os, time\nprint(os.environ["N"]); time.sleep(0.2); raise SystemExit(int(os.environ["N"]))',
  );
  const numbers = Array.from({ length: 50 }, (_, index) => String(index));

  const ran = await Promise.all(numbers.map((N) => run(forked, folder.launch({ N }))));

  expect(ran.map(({ stdout, code }) => [stdout.trim(), code])).toEqual(numbers.map((n) => [n, Number(n)]));
});

test('what its dispatch does is not known: it starts as ever, and there is nothing to say about it', async () => {
  const folder = await program(isFork);
  await folder.write('dispatch', '#!/bin/sh\nexec venv/bin/python src/charm.py\n');

  expect((await run(forked, folder.launch())).stdout).toBe('cold\n');
  expect(notices).toEqual([]);
});

const slowly =
  'hooks of charm "mirror" start slowly, each with an interpreter of its own, not forked from one that has imported ops: ';

test.each<[string, Form, string]>([
  [
    'src/tempfile.py',
    'shebang',
    'its src/ has a "tempfile" of its own, which hides a module that is loaded by then',
  ],
  [
    'lib/tempfile.py',
    'venv',
    'its lib/ has a "tempfile" of its own, which hides a module that is loaded by then',
  ],
  [
    'usr/lib/libthing.so.1',
    'venv',
    'it has shared libraries in usr/lib/, and a process that runs cannot be told so',
  ],
])('a charm with a %s starts as ever, which is said once', async (path, form, why) => {
  const folder = await charm(form);
  await folder.program(isFork);
  await folder.write(
    path,
    'class SafeLoader: pass\nclass SafeDumper: pass\nclass _TemporaryFileWrapper: pass\n',
  );

  expect((await run(forked, folder.launch())).stdout).toBe('cold\n');
  expect((await run(forked, folder.launch())).stdout).toBe('cold\n');
  expect(notices).toEqual([slowly + why]);
});

test('a charm without ops starts as ever, which is said once', async () => {
  const folder = await charm('venv', undefined, 'none');
  await folder.program(isFork);

  expect((await run(forked, folder.launch())).stdout).toBe('cold\n');
  expect((await run(forked, folder.launch())).stdout).toBe('cold\n');
  expect(notices).toEqual([`${slowly}\`import ops\` fails: ModuleNotFoundError: No module named 'ops'`]);
});

test('a server that is killed takes its hooks with it, and the next ones start as ever', async () => {
  const folder = await program(
    'import os, signal\nif os.environ.get("KILL") and b"fork-server" in open(f"/proc/{os.getppid()}/cmdline", "rb").read(): os.kill(os.getppid(), 9)\nimport time\ntime.sleep(float(os.environ["SLEEP"]))\nprint("slept")',
  );
  const long = run(forked, folder.launch({ SLEEP: '60' }));
  await run(forked, folder.launch({ SLEEP: '0' }));

  await expect(run(forked, folder.launch({ KILL: '1', SLEEP: '60' }))).resolves.toMatchObject({
    code: null,
    signal: 'SIGKILL',
  });
  await expect(long).resolves.toMatchObject({ code: null, signal: 'SIGKILL' });
  expect((await run(forked, folder.launch({ SLEEP: '0' }))).stdout).toBe('slept\n');
  expect(notices).toEqual([`${slowly}it ended by SIGKILL`]);
});

test.each([
  ['is terminated', '', { code: null, signal: 'SIGTERM' }],
  [
    'is killed where it does not end',
    'import signal; signal.signal(15, lambda *_: None)',
    { code: null, signal: 'SIGKILL' },
  ],
])('a hook that is aborted %s', async (_, first, ended) => {
  const folder = await program(
    `${first}\nimport time\nprint("running", flush=True)\nfor _ in range(600): time.sleep(0.1)`,
  );
  const controller = new AbortController();
  const output = { stdout: () => controller.abort(), stderr: () => undefined };

  await expect(forked.start(folder.launch(), output, controller.signal)).resolves.toEqual(ended);
});

test('what a hook leaves running ends with it, and what has left its group does not hold it up', async () => {
  const folder = await program(
    'import subprocess\nprint(subprocess.Popen(["sleep", "60"]).pid)\nprint(subprocess.Popen(["sleep", "1"], start_new_session=True).pid)',
  );

  const { stdout } = await run(forked, folder.launch());
  const [inGroup = '', apart = ''] = stdout.split('\n');

  expect([inGroup, apart]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
  expect(isRunning(inGroup)).toBe(false);
  expect(process.kill(Number(apart), 'SIGKILL')).toBe(true);
});

test('in a jail nothing of a hook survives it, and the next one is forked from the same server', async () => {
  const options = { choice: 'jail', hostCommands: [], notice: () => undefined } as const;
  const jails = await Isolation.around(new SpawnLauncher(), options).catch((error: unknown) => {
    console.warn(`Not run in a jail: ${(error as Error).message}`);
    return undefined;
  });
  if (jails === undefined) return;
  const jailed = new ForkLauncher(jails, { say: (notice) => notices.push(notice), perUnit: true });
  try {
    const folder = await program(
      `import os, signal, subprocess, time
seen = [open(f"/proc/{pid}/cmdline").read().split("\\0")[0] for pid in os.listdir("/proc") if pid.isdigit()]
print(os.getppid(), seen.count("sleep"))
for _ in range(3): subprocess.Popen(["sleep", "60"], start_new_session=True, preexec_fn=lambda: signal.signal(15, signal.SIG_IGN))
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0: os.execvp("sleep", ["sleep", "60"])
    os._exit(0)
time.sleep(0.1)`,
    );

    const first = await run(jailed, folder.launch());
    const second = await run(jailed, folder.launch());

    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^(?!1 )\d+ 0\n$/) as string,
      stderr: '',
    });
    expect(second).toEqual(first);
    expect(notices).toEqual([]);
  } finally {
    await jailed.close();
  }
});

test('what was installed since is imported: by another server', async () => {
  const folder = await charm('shebang', undefined, '2');
  await folder.program('import os, ops\nprint(os.getppid(), ops.version.version)');
  const first = await run(forked, folder.launch());
  const same = await run(forked, folder.launch());
  await folder.useModules(environments['newest'] ?? '');
  const other = await run(forked, folder.launch());

  expect(same.stdout).toBe(first.stdout);
  expect([first, other].map(({ stdout }) => stdout.trim().split(' ')[1])).toEqual(['2.23.6', '3.9.0']);
});

test('closed, it has ended its server and what ran', async () => {
  const folder = await program(
    'import os, time\nprint(os.getpid(), os.getppid(), flush=True)\ntime.sleep(60)',
  );
  let pids: string[] = [];
  const output = {
    stdout: (chunk: Buffer) => {
      pids = chunk.toString().trim().split(' ');
      void forked.close();
    },
    stderr: () => undefined,
  };

  const ended = await forked.start(folder.launch(), output, new AbortController().signal);
  await forked.close();

  expect(ended).toEqual({ code: null, signal: 'SIGKILL' });
  expect(pids.map(isRunning)).toEqual([false, false]);
});
