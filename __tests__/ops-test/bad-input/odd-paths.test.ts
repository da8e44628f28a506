import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { findCluster } from '../../../src/ops-test/kubernetes/find-cluster';
import { readModelConfig } from '../../../src/ops-test/read-model-config';
import { copyIn } from '../../../src/ops-test/rendering/copied-file';
import { program } from '../../support/ops-test-programs';
import { type Workshop, workshop, type WorkshopOptions, writeCharm } from '../../support/ops-test-tools';

/** A test file whose files are all in a folder of that name, with temporary ones in another. */
function within(folder: string, options: WorkshopOptions['options'] = {}): Workshop {
  const here = workshop({ options: { baseTemp: `${folder}/tmp`, ...options } });
  writeCharm(here, `${folder}/web`, 'web');
  here.write(`${folder}/web/templates/${folder}`, '{{ version }} {{ file }}');
  here.write(`${folder}/lib/setup.py`, '');
  here.write(`${folder}/bundle.yaml`, 'a: {{ version }}\n');
  here.write(`${folder}/config.yaml`, 'test-mode: true\n');
  chmodSync(here.write(`${folder}/script`, '#!/bin/sh\ntouch made.tgz\npwd\n'), 0o755);
  here.write(
    `${folder}/kubeconfig`,
    JSON.stringify({
      'current-context': 'lab',
      contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'me' } }],
      clusters: [{ name: 'lab', cluster: { server: 'https://lab' } }],
      users: [{ name: 'me', user: { tokenFile: 'token' } }],
    }),
  );
  here.write(`${folder}/token`, 'sesame');
  return here;
}

const packed = 'web_ubuntu-22.04-amd64.charm';

describe.each([
  ['spaces', 'my own files'],
  ['a line break', 'my\nfiles'],
  ['quotes and a dollar', `"it's" $HOME \`id\``],
  ['a dash first', '-rf'],
])('a path with %s', (_, folder) => {
  test('is the one of the charms that are built, also by a URL, and of those that are packed already', async () => {
    const here = within(folder);
    const charm = join(here.opsTest.tmpPath, 'charms', packed);

    expect(await here.opsTest.buildCharm(`${folder}/web`)).toBe(charm);
    expect(await here.opsTest.buildCharms(pathToFileURL(join(here.root, folder, 'web')))).toEqual([charm]);
    copyFileSync(charm, join(here.root, folder, packed));
    const given = within(folder, { charmFile: `${folder}/${packed}`, charmCache: `${folder}/cache` });
    copyFileSync(charm, join(given.root, folder, packed));
    expect(await given.opsTest.buildCharm(`${folder}/web`)).toBe(join(given.root, folder, packed));
    expect(await here.opsTest.charmFileResources(`${folder}/${packed}`)).toEqual({});
    expect(await here.opsTest.archSpecificResources(charm)).toEqual({});
  });

  test('is that of the cache', async () => {
    const here = within(folder, { charmCache: `${folder}/cache` });
    await here.opsTest.buildCharm(`${folder}/web`);

    await here.opsTest.buildCharm(`${folder}/web`);

    expect(here.commands()).toEqual(['charmcraft pack']);
  });

  test('is that of a charm that is packed without charmcraft', async () => {
    const here = workshop({ programs: [], host: { embedded: {} }, options: { baseTemp: folder } });
    writeCharm(here, `${folder}/web`, 'web');

    expect(existsSync(await here.opsTest.buildCharm(`${folder}/web`))).toBe(true);
  });

  test('is that of libraries, resources and bundles', async () => {
    const here = within(folder);
    const python = join(here.root, folder, 'python');
    symlinkSync(program('recorded-python'), python);
    const { tmpPath } = here.opsTest;

    expect(await here.opsTest.buildLib(`${folder}/lib`, { python })).toBe(
      join(tmpPath, 'libs/my_lib-1.0.tar.gz'),
    );
    expect(await here.opsTest.buildResources(`${folder}/script`)).toEqual([
      join(tmpPath, 'resources/made.tgz'),
    ]);
    await here.opsTest.buildBundle({ bundle: `${folder}/bundle.yaml`, outputBundle: `${folder}/out.yaml` });
    await here.opsTest.deployBundle({ bundle: `${folder}/bundle.yaml` });
    const [build, deploy] = here.calls().filter(({ program: name }) => name === 'juju-bundle');
    expect(build?.args).toEqual([
      ...['build', '--bundle', `${folder}/bundle.yaml`],
      ...['--output-bundle', `${folder}/out.yaml`],
    ]);
    expect(deploy?.args.slice(0, 3)).toEqual(['deploy', '--bundle', `${folder}/bundle.yaml`]);
  });

  test('is that of what is rendered', async () => {
    const here = within(folder);
    const { opsTest, root } = here;
    const context = { version: 2, file: copyIn(`${folder}/token`) };

    const charm = await opsTest.renderCharm(`${folder}/web`, { context, include: ['templates/*'] });
    const [bundle = ''] = await opsTest.renderBundles([{ path: `${folder}/bundle.yaml` }], { version: 2 });

    expect(readFileSync(join(charm, 'templates', folder), 'utf8')).toMatch(
      /^2 \/root\/project\/_files_\S+\/token$/,
    );
    expect(readFileSync(bundle, 'utf8')).toBe('a: 2');
    expect(dirname(dirname(opsTest.tmpPath))).toBe(join(root, folder));
  });

  test('is that of a program, and of the folder that it runs in', async () => {
    const here = within(folder);

    const { stdout } = await here.opsTest.run(join(here.root, folder, 'script'), {
      cwd: folder,
      check: true,
    });

    expect(stdout).toBe(`${join(here.root, folder)}\n`);
    expect(existsSync(join(here.root, folder, 'made.tgz'))).toBe(true);
  });

  test('is that of the option modelConfig and of a kubeconfig', async () => {
    const { root, env } = within(folder);
    mkdirSync(join(root, 'empty'));

    expect(await readModelConfig(`${folder}/config.yaml`, root)).toEqual({ 'test-mode': true });
    const surroundings = { env: { ...env, KUBECONFIG: join(root, folder, 'kubeconfig') }, directory: root };
    for (const choice of [{ kubeconfig: `${folder}/kubeconfig` }, {}]) {
      const { credential } = await findCluster(choice, { ...surroundings, signal: undefined });
      expect(credential).toEqual({ kind: 'token', token: 'sesame' });
    }
  });
});
