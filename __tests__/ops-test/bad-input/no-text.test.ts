import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { CharmError } from '../../../src/model/errors';
import { findCluster } from '../../../src/ops-test/kubernetes/find-cluster';
import { readModelConfig } from '../../../src/ops-test/read-model-config';
import { failure, type Workshop, workshop } from '../../support/ops-test-tools';

/** Neither text in UTF-8, nor an archive, nor a program; what could be a secret is in it. */
const noise = Buffer.from([0x7f, 0x00, 0xff, 0xfe, ...Buffer.from('s3cret'), 0x0a, 0x00, 0x80]);

function withNoise(): Workshop {
  const here = workshop();
  mkdirSync(join(here.root, 'web'));
  for (const name of ['noise', 'noise.yaml', 'web/charmcraft.yaml'])
    writeFileSync(join(here.root, name), noise);
  chmodSync(join(here.root, 'noise'), 0o755);
  return here;
}

test.each<[string, (here: Workshop) => Promise<unknown>, RegExp]>([
  [
    'buildCharm',
    ({ opsTest }) => opsTest.buildCharm('web'),
    /^charmcraft.yaml of the charm at web is not YAML/,
  ],
  [
    'buildCharms',
    ({ opsTest }) => opsTest.buildCharms('web'),
    /^charmcraft.yaml of the charm at web is not YAML/,
  ],
  [
    'charmFileResources',
    ({ opsTest }) => opsTest.charmFileResources('noise'),
    /^noise is not a charm: it cannot be read as a zip archive/,
  ],
  ['archSpecificResources', ({ opsTest }) => opsTest.archSpecificResources('noise'), /^noise is not a charm/],
  ['downloadResources', ({ opsTest }) => opsTest.downloadResources('noise'), /^noise is not a charm/],
  [
    'buildResources',
    ({ opsTest }) => opsTest.buildResources('noise', { sudo: false, check: true }),
    /^Command \['\S+\/noise'\] failed \(\d+\)/,
  ],
  [
    'run',
    ({ opsTest, root }) => opsTest.run(join(root, 'noise'), { check: true }),
    /^Command \['\S+\/noise'\] failed \(\d+\)/,
  ],
  [
    'renderBundle',
    ({ opsTest }) => opsTest.renderBundle('noise.yaml'),
    /^The template \S+\/noise.yaml is no text in UTF-8$/,
  ],
  [
    'renderBundles',
    ({ opsTest }) => opsTest.renderBundles('noise.yaml', { text: 'a: 1' }),
    /^The template \S+\/noise.yaml is no text in UTF-8$/,
  ],
  [
    'renderCharm',
    ({ opsTest }) => opsTest.renderCharm('web', { include: ['*.yaml'] }),
    /^No text file of \S+\/web matches include \(\*\.yaml\)$/,
  ],
  [
    'renderCharms',
    ({ opsTest }) => opsTest.renderCharms('web', 'nowhere', {}),
    /^There is no charm at \S+\/nowhere$/,
  ],
  [
    'the option modelConfig',
    ({ root }) => readModelConfig('noise.yaml', root),
    /noise.yaml must be a YAML mapping .*; but it is no YAML/,
  ],
  [
    'addK8s',
    ({ root: directory, env }) => findCluster({ kubeconfig: 'noise' }, { env, directory, signal: undefined }),
    /^The kubeconfig \S+\/noise is no YAML/,
  ],
])('%s says of what is no text that it is none, and leaves nothing', async (_, work, message) => {
  const here = withNoise();

  const error = await failure(work(here));

  expect(error.message).toMatch(message);
  expect(filesBelow(here.opsTest.tmpPath)).toEqual([]);
});

test('nothing of what is no YAML is shown, where there may be a secret in it', async () => {
  const { root, env } = withNoise();

  for (const error of await Promise.all([
    failure(readModelConfig('noise.yaml', root)),
    failure(findCluster({ kubeconfig: 'noise' }, { env, directory: root, signal: undefined })),
  ])) {
    expect(error.message).not.toContain('s3cret');
  }
});

test('a charm of which only a part is there is no charm, with what is wrong with it', async () => {
  const here = workshop();
  here.write('web/charmcraft.yaml', 'name: web\ntype: charm\n');
  const path = await here.opsTest.buildCharm('web');
  writeFileSync(join(here.root, 'torn.charm'), readFileSync(path).subarray(0, -20));

  const error = await failure(here.opsTest.charmFileResources('torn.charm'));

  expect(error).toBeInstanceOf(CharmError);
  expect(error.message).toMatch(/^torn.charm is not a charm: it cannot be read as a zip archive \(/);
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
}
