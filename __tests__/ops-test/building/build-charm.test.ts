import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { CharmError } from '../../../src/model/errors';
import { BuildError, CommandError, ProgramNotFoundError } from '../../../src/ops-test/errors';
import type { OpsTestOptions } from '../../../src/ops-test/ops-test-options';
import { testFolder } from '../../support/ops-test-folder';
import { noDisks, onDisks } from '../../support/ops-test-disks';
import { until } from '../../support/ops-test-until';
import { failure, type Workshop, workshop, writeCharm } from '../../support/ops-test-tools';

const jammy = 'web_ubuntu-22.04-amd64.charm';

describe('what is run', () => {
  test('user in lxd group, extra arg → argv exactly `charmcraft pack --platform=special-platform`; no artefact → the exact text', async () => {
    const here = workshop({ options: { charmcraftArgs: ['--platform=special-platform'] } });
    writeCharm(here, 'web', 'web', { files: [] });

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(here.commands()).toEqual(['charmcraft pack --platform=special-platform']);
    expect(error).toBeInstanceOf(BuildError);
    expect(error).toMatchObject({ message: "No such file in 'web/*.charm'", code: 'not found', path: 'web' });
  });

  test('destructive, rc=1 → argv `charmcraft pack --destructive-mode`; error starts "Failed to build charm"', async () => {
    const here = workshop({ options: { destructiveMode: true }, env: { OWN_GROUPS: 'users' } });
    writeCharm(here, 'web', 'web', { exitCode: 1 });

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(here.commands()).toEqual(['charmcraft pack --destructive-mode']);
    expect(error.message).toBe(
      'Failed to build charm at path `web` (exit code 1):\n' +
        '    command used: `charmcraft pack --destructive-mode`\n' +
        '    stdout: (null)\n    stderr: (null)\n',
    );
    expect(error).toMatchObject({ exitCode: 1, command: ['charmcraft', 'pack', '--destructive-mode'] });
  });

  test('not destructive, no lxd group anywhere → error starts "Group \'lxd\' required", command not run', async () => {
    const here = workshop({ env: { OWN_GROUPS: 'users', ALL_GROUPS: 'users wheel' } });
    writeCharm(here, 'web', 'web');

    await expect(here.opsTest.buildCharm('web')).rejects.toThrow(
      "Group 'lxd' required but not available; ensure that lxd is available or use --destructive-mode",
    );
    expect(here.calls()).toEqual([]);
  });

  test('lxd exists, user not in it → argv `sudo -g lxd -E charmcraft pack`', async () => {
    const here = workshop({ env: { OWN_GROUPS: 'users', ALL_GROUPS: 'users lxd' } });
    writeCharm(here, 'web', 'web');

    await here.opsTest.buildCharm('web');

    expect(here.commands()).toEqual(['sudo -g lxd -E charmcraft pack', 'charmcraft pack']);
  });

  test('user in lxd → argv `charmcraft pack`, in the folder of the charm', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web');

    const path = await here.opsTest.buildCharm('web');

    expect(here.commands()).toEqual(['charmcraft pack']);
    expect(here.calls().at(-1)?.cwd).toBe(join(here.root, 'web'));
    expect(path).toBe(join(here.opsTest.tmpPath, 'charms', jammy));
  });

  test('destructiveMode may be changed by a test, to true or false only', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web');
    here.opsTest.destructiveMode = true;

    await here.opsTest.buildCharm('web');

    expect(here.commands()).toEqual(['charmcraft pack --destructive-mode']);
    expect(() => (here.opsTest.destructiveMode = 'yes' as unknown as boolean)).toThrow(
      'destructiveMode must be true or false; got "yes"',
    );
  });

  test('bases_index=0 is passed, verbosity before charmcraftArgs, and those as a shell splits them', async () => {
    const here = workshop({ options: { charmcraftArgs: "--platform='a b' --force" } });
    writeCharm(here, 'web', 'web');

    await here.opsTest.buildCharm('web', { basesIndex: 0, verbosity: 'debug' });

    expect(here.calls().find(({ args }) => args[0] === 'pack')?.args).toEqual([
      'pack',
      '--bases-index=0',
      '--verbosity=debug',
      '--platform=a b',
      '--force',
    ]);
  });

  test('a reactive charm is built by `charm build --charm-file`, and needs no lxd group', async () => {
    const here = workshop({ env: { OWN_GROUPS: '' } });
    here.write('old/layer.yaml', 'includes: [layer:basic]\n');
    here.write('old/metadata.yaml', 'name: old\n');
    mkdirSync(join(here.root, 'old/build'));

    const path = await here.opsTest.buildCharm('old');

    expect(here.commands()).toEqual(['charm build --charm-file']);
    expect(path).toBe(join(here.opsTest.tmpPath, 'charms/old.charm'));
    expect(readdirSync(join(here.root, 'old'))).toEqual(['build', 'layer.yaml', 'metadata.yaml']);
  });

  test('a charm with both layer.yaml and charmcraft.yaml is packed by charmcraft', async () => {
    const here = workshop();
    writeCharm(here, 'both', 'both');
    here.write('both/layer.yaml', 'includes: []\n');

    await here.opsTest.buildCharm('both');

    expect(here.commands()).toEqual(['charmcraft pack']);
  });

  test('the name is that of charmcraft.yaml, else that of metadata.yaml', async () => {
    const here = workshop();
    here.write('old/charmcraft.yaml', 'type: charm\nbases: []\n');
    here.write('old/metadata.yaml', 'name: from-metadata\n');

    expect(await here.opsTest.buildCharm('old')).toMatch(/charms\/from-metadata_ubuntu-22.04-amd64.charm$/);
  });
});

describe('what is taken of what was made', () => {
  const files = [
    'web_ubuntu-22.04-s390x.charm',
    'web_ubuntu-22.04-amd64.charm',
    'web_ubuntu-20.04-amd64.charm',
  ];

  test('return_all with 3 artefacts → 3 paths, all below `<tmp_path>/charms`, none left where it was made', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { files });

    const paths = await here.opsTest.buildCharm('web', { returnAll: true });

    expect([...paths].sort()).toEqual(
      [...files].sort().map((file) => join(here.opsTest.tmpPath, 'charms', file)),
    );
    expect(readdirSync(join(here.root, 'web')).filter((name) => name.endsWith('.charm'))).toEqual([]);
  });

  test('a charm that is called after an architecture is not taken for one of it', async () => {
    const here = workshop();
    const [own, other] = process.arch === 'arm64' ? ['arm64', 'amd64'] : ['amd64', 'arm64'];
    writeCharm(here, 'web', `${own}-tools`, {
      files: [`${own}-tools_22.04-${other}.charm`, `${own}-tools_24.04-${own}.charm`],
    });

    expect(await here.opsTest.buildCharm('web')).toMatch(new RegExp(`_24.04-${own}.charm$`));
  });

  test("without it → exactly the first: this machine's architecture before others, by numbers then", async () => {
    const here = workshop();
    const own = process.arch === 'arm64' ? 'arm64' : 'amd64';
    writeCharm(here, 'web', 'web', {
      files: [`web_ubuntu-100.04-${own}.charm`, `web_ubuntu-22.04-${own}.charm`, 'web_a-s390x.charm'],
    });

    expect(await here.opsTest.buildCharm('web')).toBe(
      join(here.opsTest.tmpPath, `charms/web_ubuntu-22.04-${own}.charm`),
    );
  });

  test('a platform of any name is known by the manifest in the charm', async () => {
    const here = workshop();
    const own = process.arch === 'arm64' ? 'arm64' : 'amd64';
    writeCharm(here, 'web', 'web', { files: ['web_a.s390x.charm', 'web_b.charm', `web_c.${own}.charm`] });
    // The architecture is not a word of the name where a dot is no separator: only the manifest has it.
    const paths = await here.opsTest.buildCharm('web', { returnAll: true });

    expect(paths.map((path) => path.split('/').at(-1))).toEqual([
      `web_c.${own}.charm`,
      'web_b.charm',
      'web_a.s390x.charm',
    ]);
  });

  test('stale files, and those of a charm whose name only begins the same, are not taken, and stay', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web');
    for (const name of ['web_ubuntu-20.04-amd64.charm', 'web-tester_ubuntu-22.04-amd64.charm']) {
      here.write(`web/${name}`, 'old');
    }

    const paths = await here.opsTest.buildCharm('web', { returnAll: true });

    expect(paths.map((path) => path.split('/').at(-1))).toEqual([jammy]);
    expect(here.read('web/web_ubuntu-20.04-amd64.charm')).toBe('old');
    expect(here.read('web/web-tester_ubuntu-22.04-amd64.charm')).toBe('old');
    expect(existsSync(join(here.root, 'web', jammy))).toBe(false);
  });

  test('a file that was there and is written anew is taken, and stays the user’s as well', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web');
    here.write(`web/${jammy}`, 'old');

    const path = await here.opsTest.buildCharm('web');

    expect(readFileSync(path).equals(readFileSync(join(here.root, 'web', jammy)))).toBe(true);
    expect(here.read(`web/${jammy}`)).not.toBe('old');
  });

  test('a second charm of the same name, from another folder, does not overwrite the first', async () => {
    const here = workshop();
    writeCharm(here, 'v1', 'web');
    writeCharm(here, 'v2', 'web');
    here.write('v2/src/charm.py', 'import ops  # newer\n');

    const first = await here.opsTest.buildCharm('v1');
    const before = readFileSync(first);
    const second = await here.opsTest.buildCharm('v2');

    expect(second).toBe(join(here.opsTest.tmpPath, 'charms/2', jammy));
    expect(readFileSync(first).equals(before)).toBe(true);
    expect(readFileSync(second).equals(before)).toBe(false);
  });

  test('the folder `build` that charmcraft leaves is removed; one that was there before is not', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { buildFolder: true });
    writeCharm(here, 'db', 'db', { buildFolder: true });
    here.write('db/build/mine', 'precious');

    await here.opsTest.buildCharms('web', 'db');

    expect(existsSync(join(here.root, 'web/build'))).toBe(false);
    expect(here.read('db/build/mine')).toBe('precious');
  });
});

describe('a build that fails', () => {
  test.each([
    ['now', (log: string) => `Something failed\nFull execution log: '${log}'\n`],
    [
      'in old versions',
      (log: string) => `Failed to build charm for bases index '0'; full execution logs in '${log}'.`,
    ],
  ])("shows charmcraft's whole log, as charmcraft names it %s", async (_, stderr) => {
    const here = workshop();
    const log = join(testFolder(), "a log's file".replace("'", ' '));
    writeCharm(here, 'web', 'web', { exitCode: 2, log, stderr: stderr(log), stdout: 'packing\n' });

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(error).toBeInstanceOf(BuildError);
    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({
      exitCode: 2,
      stdout: 'packing\n',
      stderr: 'line 1 of the log\nline 2: pip could not install it\n',
      code: 'failed',
    });
    expect(error.message).toContain('stdout: packing\n    stderr: line 1 of the log\nline 2: pip could');
  });

  test('shows no password that the log has', async () => {
    const here = workshop({ options: { charmcraftArgs: ['--token=abc123secret'] } });
    const said = 'fetching https://bob:hunter2@pypi.example/simple\ntoken=abc123secret\n';
    writeCharm(here, 'web', 'web', { exitCode: 1, stdout: said, stderr: said });

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(error).toMatchObject({
      stderr: 'fetching https://bob:<hidden>@pypi.example/simple\ntoken=<hidden>\n',
    });
    const { stdout = '', stderr = '' } = error as unknown as Record<string, string>;
    const shown = [error.message, stdout, stderr, ...here.host.lines].join('\n');
    expect(shown).not.toMatch(/hunter2|abc123secret/);
  });

  test('whose log is gone shows what charmcraft said, and reports it', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { exitCode: 1, stderr: "Full execution log: '/no/such/log'\n" });

    await expect(here.opsTest.buildCharm('web')).rejects.toThrow(
      "stderr: Full execution log: '/no/such/log'",
    );
    expect(here.host.lines.join('\n')).toContain('Failed to read full build log from /no/such/log');
  });

  test('with a long log shows its end, and says where the rest is', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { exitCode: 1, stderr: `first ${'x'.repeat(30_000)} last` });

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(error.message.length).toBeLessThan(21_000);
    expect(error.message).toContain("stderr (its end; whole in the error's stderr): xxx");
    expect(error).toMatchObject({ stderr: expect.stringMatching(/^first .* last$/) as string });
  });

  test('leaves nothing half made, and what was there stays', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { exitCode: 1, files: ['web_one.charm'], buildFolder: true });
    here.write('web/web_old.charm', 'old');

    await failure(here.opsTest.buildCharm('web'));

    expect(readdirSync(join(here.root, 'web')).sort()).toEqual([
      'charmcraft.yaml',
      'pack.json',
      'src',
      'web_old.charm',
    ]);
    expect(readdirSync(join(here.opsTest.tmpPath, 'charms'))).toEqual([]);
  });

  test('puts back a packed charm that it has overwritten', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { exitCode: 1, files: ['web_old.charm', 'web_new.charm'] });
    for (const name of ['web_old.charm', 'web_older.charm']) here.write(`web/${name}`, name);

    await failure(here.opsTest.buildCharm('web'));

    expect(here.read('web/web_old.charm')).toBe('web_old.charm');
    expect(readdirSync(join(here.root, 'web')).sort()).toEqual([
      ...['charmcraft.yaml', 'pack.json', 'src', 'web_old.charm', 'web_older.charm'],
    ]);
    expect(readdirSync(join(here.opsTest.tmpPath, 'charms'))).toEqual([]);
  });

  test('leaves a link beside the charm that leads nowhere as it is', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { exitCode: 1 });
    symlinkSync('/nowhere', join(here.root, 'web/web_link.charm'));

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(error).toBeInstanceOf(BuildError);
    expect(readlinkSync(join(here.root, 'web/web_link.charm'))).toBe('/nowhere');
  });

  test('is ended with its test, and leaves nothing', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { waitFor: '/never' });
    const building = failure(here.opsTest.buildCharm('web'));
    await until(() => here.commands().length > 0);

    here.host.test.abort(new Error('the test timed out'));

    expect(await building).toMatchObject({ code: 'aborted', cause: { message: 'the test timed out' } });
    expect(readdirSync(join(here.root, 'web')).sort()).toEqual(['charmcraft.yaml', 'pack.json', 'src']);
  });

  test('of its time is ended, with all it started', async () => {
    const here = workshop();
    writeCharm(here, 'web', 'web', { waitFor: '/never' });

    const error = await failure(here.opsTest.buildCharm('web', { timeout: '400ms' }));

    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ code: 'timeout' });
    expect(readdirSync(join(here.root, 'web')).sort()).toEqual(['charmcraft.yaml', 'pack.json', 'src']);
  });
});

describe('bad input', () => {
  test.each<[string, string, string]>([
    ['a folder that is not there', 'nowhere', 'There is no charm to build at nowhere: there is no '],
    ['a folder that holds no charm', 'empty', 'has neither a charmcraft.yaml nor a metadata.yaml'],
    [
      'a file',
      'file',
      'file is a file, not the folder of a charm. A charm that is packed already needs no buildCharm',
    ],
    ['a charm without a name', 'nameless', 'has no name, neither in charmcraft.yaml nor in metadata.yaml'],
    ['a name that is a path', 'slash', 'must have a valid "name"; it has "a/b"'],
    ['a charmcraft.yaml that is no YAML', 'broken', 'charmcraft.yaml of the charm at broken is not YAML'],
  ])('%s is a CharmError', async (_, path, message) => {
    const here = workshop();
    mkdirSync(join(here.root, 'empty'));
    here.write('file', '');
    here.write('nameless/charmcraft.yaml', 'type: charm\n');
    here.write('nameless/metadata.yaml', 'summary: x\n');
    here.write('slash/charmcraft.yaml', 'name: a/b\n');
    here.write('broken/charmcraft.yaml', 'name: [\n');

    const error = await failure(here.opsTest.buildCharm(path));

    expect(error).toBeInstanceOf(CharmError);
    expect(error.message).toContain(message);
    expect(here.calls()).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ basesIndex: -1 }, 'basesIndex must be a whole number from 0; got -1'],
    [{ verbosity: 'loud' }, 'verbosity must be one of quiet, brief, verbose, debug, trace; got "loud"'],
    [{ returnAll: 1 }, 'returnAll must be true or false; got 1'],
    [{ timeout: 'soon' }, 'timeout must be a duration'],
    [{ returnall: true }, 'buildCharm knows no option "returnall"'],
  ])('options %j are refused', async (options, message) => {
    await expect(workshop().opsTest.buildCharm('.', options as object)).rejects.toThrow(message);
  });

  test('a path that is none is a TypeError', async () => {
    await expect(workshop().opsTest.buildCharm(undefined as unknown as string)).rejects.toThrow(
      "buildCharm takes the path of a charm's folder; got undefined",
    );
  });

  test('no charmcraft is an error that says how to get it, and how to do without', async () => {
    const bin = testFolder();
    const here = workshop({ options: { destructiveMode: true }, env: { PATH: bin } });
    writeCharm(here, 'web', 'web');

    const error = await failure(here.opsTest.buildCharm('web'));

    expect(error).toBeInstanceOf(ProgramNotFoundError);
    expect(error.message).toBe(
      `opsTest.buildCharm needs charmcraft. The program "charmcraft" cannot be started: it is in no folder of PATH (${bin}). ` +
        'Install it (`sudo snap install charmcraft --classic`). Or give a charm that is packed already with the option ' +
        'charmFile; then nothing has to be installed.',
    );
  });

  test('no charm-tools for a reactive charm is an error that says how to get them', async () => {
    const here = workshop({ programs: [] });
    here.write('old/layer.yaml', '');
    here.write('old/metadata.yaml', 'name: old\n');

    await expect(here.opsTest.buildCharm('old')).rejects.toThrow(
      'Install it (`sudo snap install charm --classic`).',
    );
  });

  test('on the embedded controller no charmcraft is needed: the folder is packed as it is', async () => {
    const here = workshop({ programs: [], host: { embedded: {} } });
    writeCharm(here, 'web', 'web');

    const path = await here.opsTest.buildCharm('web');

    expect(path).toBe(join(here.opsTest.tmpPath, 'charms/web.charm'));
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
    expect(here.host.lines.join()).toContain('charm web is packed as it is, without its dependencies');
  });

  test('a path with spaces and one with a newline, and a URL', async () => {
    const here = workshop();
    writeCharm(here, 'my charms/the\nweb', 'web');

    const path = await here.opsTest.buildCharm('my charms/the\nweb');
    const again = await here.opsTest.buildCharm(pathToFileURL(join(here.root, 'my charms/the\nweb')));

    expect(path).toBe(join(here.opsTest.tmpPath, 'charms', jammy));
    expect(again).toBe(path);
  });

  test('a base folder that cannot be made is an error that names the option, before anything is run', async () => {
    const file = join(testFolder(), 'file');
    writeFileSync(file, '');
    const here = workshop({ options: { baseTemp: join(file, 'below') } });
    writeCharm(here, 'web', 'web');

    await expect(here.opsTest.buildCharm('web')).rejects.toThrow(
      /^No temporary folder can be made in .*Name another place with the option baseTemp\.$/s,
    );
    expect(here.commands()).toEqual([]);
  });

  test('a charmcraft.yaml that cannot be read, being a folder, is an error that names it', async () => {
    const here = workshop();
    mkdirSync(join(here.root, 'web/charmcraft.yaml'), { recursive: true });

    await expect(here.opsTest.buildCharm('web')).rejects.toThrow(
      /^charmcraft.yaml of the charm at web cannot be read: EISDIR/,
    );
  });
});

const otherFileSystem = '/dev/shm';
const hasOther = existsSync(otherFileSystem) && statSync(otherFileSystem).dev !== statSync(tmpdir()).dev;

(hasOther ? describe : describe.skip)('on another file system (skipped where there is none)', () => {
  test('a base folder there gets the packed charm, which does not stay where it was made', async () => {
    const baseTemp = mkdtempSync(join(otherFileSystem, 'jest-operator-test-'));
    const here = workshop({ options: { baseTemp } });
    writeCharm(here, 'web', 'web');

    const path = await here.opsTest.buildCharm('web');
    const isCharm = readFileSync(path).subarray(0, 2).toString() === 'PK';
    rmSync(baseTemp, { recursive: true });

    expect(path).toBe(join(here.opsTest.tmpPath, 'charms', jammy));
    expect(isCharm).toBe(true);
    expect(existsSync(join(here.root, 'web', jammy))).toBe(false);
  });
});

(noDisks ? describe.skip : describe)(
  `on disks of their own${noDisks ? ` (skipped: ${noDisks})` : ''}`,
  () => {
    const disks = onDisks();
    /** A charm that is too large for the small disk. */
    function largeCharm(options: OpsTestOptions): Workshop {
      const here = workshop({ options });
      writeCharm(here, 'web', 'web');
      const lines = Array.from({ length: 20_000 }, () => Math.random().toString(36));
      here.write('web/src/charm.py', lines.join('\n'));
      return here;
    }

    test('a full disk is an error; the packed charm stays where it was made', async () => {
      const here = largeCharm({ baseTemp: disks.small });

      const error = await failure(here.opsTest.buildCharm('web'));

      expect(error).toMatchObject({ code: 'ENOSPC' });
      expect(error.message).toMatch(
        /web_ubuntu-22.04-amd64.charm cannot be copied into .*ENOSPC.* It is still where it was\.$/s,
      );
      expect(existsSync(join(here.root, 'web', jammy))).toBe(true);
      expect(readdirSync(join(here.opsTest.tmpPath, 'charms'))).toEqual([]);
    });

    test('a full disk for packed charms costs no build, and nothing of one is left there', async () => {
      const cache = join(disks.small, 'cache');
      const here = largeCharm({ charmCache: cache });

      const path = await here.opsTest.buildCharm('web');

      expect(existsSync(path)).toBe(true);
      expect(here.host.lines.at(-1)).toMatch(/^the packed charm web is not kept: ENOSPC/);
      expect(readdirSync(cache)).toEqual([]);
    });

    test('a base folder that is read-only is an error that names the option, before anything is run', async () => {
      const here = largeCharm({ baseTemp: disks.readOnly });

      await expect(here.opsTest.buildCharm('web')).rejects.toThrow(
        /^No temporary folder can be made in .*read-only.*Name another place with the option baseTemp\.$/s,
      );
      expect(here.calls()).toEqual([]);
    });

    test('a home that is read-only costs no build', async () => {
      const here = workshop({
        env: { HOME: disks.readOnly, TMPDIR: testFolder() },
        options: { charmCache: true },
      });
      writeCharm(here, 'web', 'web');

      expect(existsSync(await here.opsTest.buildCharm('web'))).toBe(true);
    });
  },
);
