import { createWriteStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

import { RequestAbortedError } from '../../../src/juju/errors';
import { CharmError } from '../../../src/model/errors';
import { CommandError } from '../../../src/ops-test/errors';
import { program } from '../../support/ops-test-programs';
import { until } from '../../support/ops-test-until';
import { failure, type Workshop, workshop } from '../../support/ops-test-tools';

/** A packed charm with this metadata. */
async function packedCharm(
  { root }: Pick<Workshop, 'root'>,
  name: string,
  metadata: string,
): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(metadata), 'metadata.yaml');
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(join(root, name))));
  return name;
}

const resourced = (resources: Readonly<Record<string, string>>) =>
  'name: resourced-charm\nresources:\n' +
  Object.entries(resources)
    .map(([name, filename]) => `  ${name}: { type: file, filename: ${filename} }\n`)
    .join('');

describe('charmFileResources', () => {
  test('resources that are files are given, images are not', async () => {
    const here = workshop();
    const metadata = `${resourced({ data: 'data.tgz' })}  image: { type: oci-image }\n`;
    const charm = await packedCharm(here, 'a.charm', metadata);

    expect(await here.opsTest.charmFileResources(charm)).toEqual({
      data: {
        name: 'data',
        filename: 'data.tgz',
        arch: undefined,
        nameWithoutArch: 'data',
        downloadPath: 'data/data.tgz',
      },
    });
  });

  test.each(['name: bare\n', 'name: bare\nresources:\n'])(
    'a charm without resources has none: %j',
    async (text) => {
      const here = workshop();

      expect(await here.opsTest.charmFileResources(await packedCharm(here, 'a.charm', text))).toEqual({});
    },
  );

  test.each([
    ['cni-amd64', 'amd64', 'cni'],
    ['cni-arm64.tgz', 'arm64', 'cni.tgz'],
    ['cni-s390x-extra', 's390x', 'cni-extra'],
    ['cni-amd64-arm64', 'arm64', 'cni-amd64'],
    ['cni-riscv64', undefined, 'cni-riscv64'],
    ['amd64', undefined, 'amd64'],
  ])('%s is for %s, and stands for %s', async (name, arch, nameWithoutArch) => {
    const here = workshop();
    const charm = await packedCharm(here, 'a.charm', resourced({ [name]: 'f' }));

    expect((await here.opsTest.charmFileResources(charm))[name]).toMatchObject({ arch, nameWithoutArch });
  });

  test.each<[string, string, string]>([
    ['nowhere.charm', 'Failed to locate built charm nowhere.charm: ENOENT', 'not found'],
    ['folder', 'folder is a folder: its charm has to be packed, with opsTest.buildCharm', 'not valid'],
    ['rubbish', 'rubbish is not a charm: it cannot be read as a zip archive', 'not valid'],
    ['bad.charm', 'The resource x of the charm at bad.charm must have a "filename"', 'not valid'],
  ])('%s is a CharmError', async (path, message, code) => {
    const here = workshop();
    mkdirSync(join(here.root, 'folder'));
    writeFileSync(join(here.root, 'rubbish'), 'x');
    await packedCharm(here, 'bad.charm', 'name: bad\nresources: { x: { type: file } }\n');

    const error = await failure(here.opsTest.charmFileResources(path));

    expect(error).toBeInstanceOf(CharmError);
    expect(error.message).toContain(message);
    expect(error).toMatchObject({ code });
  });

  test('a path that is none is a TypeError', async () => {
    await expect(workshop().opsTest.charmFileResources(1 as unknown as string)).rejects.toThrow(
      'The path of a packed charm is needed; got 1',
    );
  });
});

test('arch_specific_resources of {resource-file, resource-file-arm64} → arm64 for the suffixed, amd64 for the bare one', async () => {
  const here = workshop();
  const resources = { 'resource-file': 'f.tgz', 'resource-file-arm64': 'f.tgz', other: 'o' };
  const charm = await packedCharm(here, 'a b.charm', resourced(resources));

  const found = await here.opsTest.archSpecificResources(charm);

  expect(Object.keys(found)).toEqual(['resource-file', 'resource-file-arm64']);
  expect(found['resource-file-arm64']?.arch).toBe('arm64');
  expect(found['resource-file']?.arch).toBe('amd64');
});

describe('build_resources', () => {
  const script = program('build-resources');

  test('missing script → an error that names it', async () => {
    const here = workshop();

    await expect(here.opsTest.buildResources('nowhere.sh')).rejects.toThrow(
      `Failed to locate resource build script ${join(here.root, 'nowhere.sh')}`,
    );
    await expect(here.opsTest.buildResources('')).rejects.toThrow(
      'buildResources takes the path of a script',
    );
    await expect(here.opsTest.buildResources(script, { withSudo: true } as object)).rejects.toThrow(
      'buildResources knows no option "withSudo"',
    );
  });

  test('script rc=1 → empty list, no throw, argv `sudo <abs script>`, cwd `<tmp>/resources`, told what it said', async () => {
    const here = workshop({ env: { RESOURCES_EXIT: '1' } });

    expect(await here.opsTest.buildResources(script)).toEqual([]);

    expect(here.commands()).toEqual([`sudo ${script}`]);
    expect(here.calls()[0]?.cwd).toBe(join(here.opsTest.tmpPath, 'resources'));
    expect(here.host.lines).toContain(`${script} failed (1): the mirror is down`);
  });

  test('success → directory listing: the names with a dot', async () => {
    const here = workshop();

    expect(await here.opsTest.buildResources(script)).toEqual([
      join(here.opsTest.tmpPath, 'resources/resource-file.tgz'),
    ]);
  });

  test('without sudo the script is run itself, and with check its failure is thrown', async () => {
    const here = workshop({ env: { RESOURCES_EXIT: '4' } });

    const error = await failure(here.opsTest.buildResources(script, { sudo: false, check: true }));

    expect(error).toBeInstanceOf(CommandError);
    expect(error).toMatchObject({ exitCode: 4, stderr: 'the mirror is down\n' });
    expect(here.commands()).toEqual([]);
  });

  test('a path with spaces and one with a newline', async () => {
    const here = workshop();
    for (const name of ['my script', 'my\nscript']) {
      writeFileSync(join(here.root, name), `#!/bin/sh\ntouch "${name.length}.tgz"\n`, { mode: 0o755 });
      expect(await here.opsTest.buildResources(name)).toEqual([
        join(here.opsTest.tmpPath, 'resources/9.tgz'),
      ]);
    }
  });

  test('a script that must not be executed is an error that says so', async () => {
    const here = workshop();
    writeFileSync(join(here.root, 'script.sh'), '#!/bin/sh\n');

    await expect(here.opsTest.buildResources('script.sh', { sudo: false })).rejects.toThrow(
      'it must not be executed (`chmod +x`?)',
    );
  });

  test('what a script that fails has made is taken away; what was there before stays', async () => {
    const here = workshop();
    const made = '#!/bin/sh\necho half >new.tgz\nmkdir folder\ntouch folder/x notes\n';
    writeFileSync(join(here.root, 'good'), '#!/bin/sh\necho good >good.tgz\n', { mode: 0o755 });
    writeFileSync(join(here.root, 'bad'), `${made}exit 3\n`, { mode: 0o755 });
    const [good] = await here.opsTest.buildResources('good', { sudo: false });

    expect(await here.opsTest.buildResources('bad', { sudo: false })).toEqual([good]);
    await failure(here.opsTest.buildResources('bad', { sudo: false, check: true }));

    expect(readdirSync(join(here.opsTest.tmpPath, 'resources'))).toEqual(['good.tgz']);
  });

  test('a script that fails takes nothing from one that was started beside it', async () => {
    const here = workshop();
    // As long as the other one would need, if it ran too.
    const waits = 'i=0\nwhile [ ! -e good.tgz ] && [ $i -lt 6 ]; do sleep 0.05; i=$((i+1)); done\n';
    writeFileSync(join(here.root, 'bad'), `#!/bin/sh\ntouch bad.tgz\n${waits}exit 3\n`, { mode: 0o755 });
    writeFileSync(join(here.root, 'good'), '#!/bin/sh\ntouch good.tgz\n', { mode: 0o755 });

    const both = ['bad', 'good'].map((name) => here.opsTest.buildResources(name, { sudo: false }));

    expect(await Promise.all(both)).toEqual([[], [join(here.opsTest.tmpPath, 'resources/good.tgz')]]);
    expect(readdirSync(join(here.opsTest.tmpPath, 'resources'))).toEqual(['good.tgz']);
  });

  test('what a script that fails has written anew is not given, and that is said', async () => {
    const here = workshop();
    writeFileSync(join(here.root, 'good'), '#!/bin/sh\ntouch a.tgz b.tgz\n', { mode: 0o755 });
    writeFileSync(join(here.root, 'bad'), '#!/bin/sh\necho half >a.tgz\nexit 3\n', { mode: 0o755 });
    await here.opsTest.buildResources('good', { sudo: false });

    expect(await here.opsTest.buildResources('bad', { sudo: false })).toEqual([
      join(here.opsTest.tmpPath, 'resources/b.tgz'),
    ]);

    expect(here.host.lines).toContain(
      'what was written anew by a script that failed may be half made: a.tgz',
    );
  });

  test('a script that is ended with its test leaves nothing', async () => {
    const here = workshop();
    const script = '#!/bin/sh\ntouch new.tgz\nexec sleep 60\n';
    writeFileSync(join(here.root, 'slow'), script, { mode: 0o755 });
    const building = failure(here.opsTest.buildResources('slow', { sudo: false }));
    const folder = join(here.opsTest.tmpPath, 'resources');
    await until(() => existsSync(join(folder, 'new.tgz')));

    here.host.test.abort(new Error('the test timed out'));

    expect(await building).toMatchObject({ code: 'aborted' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a signal that has fired is an error that says what was aborted', async () => {
    const here = workshop();
    writeFileSync(join(here.root, 'good'), '#!/bin/sh\n', { mode: 0o755 });

    const error = await failure(
      here.opsTest.buildResources('good', { sudo: false, signal: AbortSignal.abort() }),
    );

    expect(error).toBeInstanceOf(RequestAbortedError);
    expect(error).toMatchObject({
      message: `Building resources by ${here.root}/good was aborted`,
      code: 'aborted',
      cause: { name: 'AbortError' },
    });
  });

  test('no sudo is an error that says how to do without; a folder is no script', async () => {
    const here = workshop({ env: { PATH: '/nowhere' } });

    await expect(here.opsTest.buildResources(script)).rejects.toThrow(
      'opsTest.buildResources needs sudo. The program "sudo" cannot be started: it is in no folder of PATH (/nowhere). Or give sudo: false.',
    );
    await expect(here.opsTest.buildResources('.')).rejects.toThrow('it is no file');
  });
});
