import {
  chmodSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Call, callAsNobody, noNobody, type Outcome } from '../../support/ops-test-as-nobody';
import { type Workshop, workshop, writeCharm } from '../../support/ops-test-tools';

const denied = 'EACCES: permission denied';

/** What each method says of what cannot be read; `%` is `rootDir`. */
const refusals: readonly (readonly [what: string, call: Call, error: string, message: string])[] = [
  [
    'buildCharm, a folder',
    { method: 'buildCharm', args: ['closed'] },
    'CharmError',
    `charmcraft.yaml of the charm at closed cannot be read: ${denied}, open '%/closed/charmcraft.yaml'`,
  ],
  [
    'buildCharm, its option charmFile',
    { method: 'buildCharm', args: ['web'], options: { charmFile: 'closed.charm' } },
    'CharmError',
    `The packed charm of the option charmFile cannot be read: ${denied}, open '%/closed.charm'`,
  ],
  [
    'buildCharms, two of three folders',
    { method: 'buildCharms', args: ['closed', 'nowhere', 'web'] },
    'AggregateError',
    `2 of 3 charms could not be built:\n- charmcraft.yaml of the charm at closed cannot be read: ${denied}`,
  ],
  [
    'buildLib, a folder',
    { method: 'buildLib', args: ['closed'] },
    'JujuError',
    `The library at closed cannot be read: ${denied}, scandir '%/closed'`,
  ],
  [
    'buildBundle, a file',
    { method: 'buildBundle', args: [{ bundle: 'closed.yaml' }] },
    'JujuError',
    `The bundle %/closed.yaml cannot be read: ${denied}`,
  ],
  [
    'deployBundle, a folder',
    { method: 'deployBundle', args: [{ bundle: 'closed/bundle.yaml' }] },
    'JujuError',
    `The bundle %/closed/bundle.yaml cannot be read: ${denied}`,
  ],
  [
    'buildResources, a folder',
    { method: 'buildResources', args: ['closed/script.sh'] },
    'JujuError',
    `Failed to locate resource build script %/closed/script.sh: ${denied}`,
  ],
  ...['charmFileResources', 'archSpecificResources', 'downloadResources'].map(
    (method) =>
      [
        `${method}, a file`,
        { method, args: ['closed.charm'] },
        'CharmError',
        `Failed to locate built charm closed.charm: ${denied}, open '%/closed.charm'`,
      ] as const,
  ),
  [
    'renderCharm, a folder',
    { method: 'renderCharm', args: ['closed'] },
    'JujuError',
    `The charm %/closed cannot be copied: ${denied}, scandir '%/closed'`,
  ],
  [
    'renderCharm, a folder below',
    { method: 'renderCharm', args: ['partly'] },
    'JujuError',
    `The charm %/partly cannot be copied: ${denied}, scandir '%/partly/src'`,
  ],
  [
    'renderCharm, a file to copy in',
    { method: 'renderCharmWith', args: ['web', 'closed.charm'] },
    'JujuError',
    `The file %/closed.charm (file) cannot be copied into the charm: ${denied}`,
  ],
  [
    'renderCharms, one of two',
    { method: 'renderCharms', args: ['web', 'partly'] },
    'JujuError',
    `The charm %/partly cannot be copied: ${denied}`,
  ],
  [
    'renderBundle, a file',
    { method: 'renderBundle', args: ['closed.yaml'] },
    'JujuError',
    `The template %/closed.yaml cannot be read: ${denied}`,
  ],
  [
    'renderBundles, one of two',
    { method: 'renderBundles', args: ['open.yaml', 'closed/bundle.yaml'] },
    'JujuError',
    `The template %/closed/bundle.yaml cannot be read: ${denied}`,
  ],
  [
    'run, cwd',
    { method: 'run', args: ['true', { cwd: 'closed' }] },
    'JujuError',
    `The folder %/closed (cwd) cannot be entered: ${denied}`,
  ],
  [
    'juju, cwd below',
    { method: 'juju', args: ['status', { cwd: 'closed/below' }] },
    'JujuError',
    `The folder %/closed/below (cwd) cannot be entered: ${denied}`,
  ],
  [
    'tmpPath, a base folder',
    { method: 'tmpPath', options: { baseTemp: 'closed/tmp' } },
    'JujuError',
    `No temporary folder can be made in %/closed/tmp: ${denied}`,
  ],
  [
    'tmpPath, a base folder that must not be written',
    { method: 'tmpPath', options: { baseTemp: 'written' } },
    'JujuError',
    `No temporary folder can be made in %/written: ${denied}`,
  ],
  [
    'the option modelConfig',
    { method: 'modelConfig', args: ['closed.yaml'] },
    'JujuError',
    `The model's configuration cannot be read from %/closed.yaml: ${denied}`,
  ],
  [
    'addK8s, its kubeconfig',
    { method: 'kubeconfig', args: ['closed/config'] },
    'KubernetesError',
    `The kubeconfig %/closed/config cannot be read: ${denied}`,
  ],
];

/** What is of no use where it cannot be read, and keeps nothing else away. */
const harmless: readonly Call[] = [
  { method: 'buildResources', args: ['fails', { sudo: false }] },
  { method: 'buildCharm', args: ['web'], options: { charmCache: 'closed/cache' } },
  { method: 'renderCharm', args: ['read-only', { context: { version: 2 } }] },
];

(noNobody ? describe.skip : describe)(
  `for somebody who may not read everything${noNobody ? ` (skipped: ${noNobody})` : ''}`,
  () => {
    let here: Workshop;
    let outcomes: readonly Outcome[];

    beforeAll(async () => {
      // Not a folder of one test: all are done at once, by one process.
      const root = realpathSync(mkdtempSync(join(tmpdir(), 'jest-operator-tests-')));
      here = workshop({ root });
      writeCharm(here, 'web', 'web');
      writeCharm(here, 'partly', 'partly');
      writeCharm(here, 'read-only', 'read-only');
      here.write('read-only/src/charm.py', '{{ version }}');
      here.write('open.yaml', 'a: 1');
      here.write('closed/charmcraft.yaml', 'name: closed\n');
      here.write('closed.charm', 'PK');
      here.write('closed.yaml', 'a: 1');
      const made = 'mkdir a\ntouch a/x half.tgz z.tgz\nchmod 555 a\n';
      here.write('fails', `#!/bin/sh\n${made}exit 3\n`);
      chmodSync(join(here.root, 'fails'), 0o755);
      for (const name of ['tmp', 'written']) mkdirSync(join(here.root, name));
      if (process.getuid?.() === 0) for (const folder of [root, here.env['HOME'] ?? root]) giveAway(folder);
      for (const name of ['closed', 'closed.charm', 'closed.yaml', 'partly/src']) {
        chmodSync(join(here.root, name), 0);
      }
      chmodSync(join(here.root, 'read-only/src/charm.py'), 0o444);
      for (const name of ['read-only/src', 'written']) chmodSync(join(here.root, name), 0o555);
      outcomes = await callAsNobody(here, [...refusals.map(([, call]) => call), ...harmless]);
    });

    afterAll(() => {
      const temp = join(here.root, 'tmp');
      for (const path of readdirSync(temp, { recursive: true }) as string[]) {
        if (path.endsWith('resources/a')) chmodSync(join(temp, path), 0o755);
      }
      for (const name of ['closed', 'partly/src', 'read-only/src']) chmodSync(join(here.root, name), 0o755);
      rmSync(here.root, { recursive: true });
    });

    test.each(refusals.map(([what], index) => [what, index] as const))(
      '%s: an error that names it, and nothing else',
      (_, index) => {
        const [, , name, message] = refusals[index] ?? [];
        expect(outcomes[index]?.error?.name).toBe(name);
        expect(outcomes[index]?.error?.message).toContain(message?.replaceAll('%', here.root));
      },
    );

    test('nothing of what failed is left in the temporary folders, nor beside a bundle', () => {
      const temp = join(here.root, 'tmp');
      const left = (readdirSync(temp, { recursive: true }) as string[]).filter((path) =>
        statSync(join(temp, path)).isFile(),
      );
      expect(left.map((path) => path.replace(/^[^/]+\//, '')).sort()).toEqual([
        'charms/read-only/charmcraft.yaml',
        'charms/read-only/src/charm.py',
        'charms/web_ubuntu-22.04-amd64.charm',
        'charms/web_ubuntu-22.04-amd64.charm',
        'resources/a/x',
      ]);
      expect(readdirSync(here.root).filter((name) => name.includes('bundle'))).toEqual([]);
    });

    test('a cache that cannot be had costs no build, and is reported', () => {
      expect(outcomes.at(-2)?.error).toBeUndefined();
      expect(outcomes.at(-2)?.lines[0]).toMatch(
        /^packed charms are not kept: EACCES: permission denied, mkdir/,
      );
    });

    test('what a failing script has made goes but for what cannot be removed, which is named', () => {
      expect(outcomes.at(-3)).toMatchObject({
        value: [],
        lines: [
          'what a script that failed has made cannot be removed: a',
          expect.stringContaining('fails failed (3)'),
        ],
      });
    });

    test('a charm that must not be written is rendered all the same: its modes stay, and the copy can be removed', () => {
      const copy = String(outcomes.at(-1)?.value);
      expect(readFileSync(join(copy, 'src/charm.py'), 'utf8')).toBe('2');
      expect(statSync(join(copy, 'src/charm.py')).mode & 0o777).toBe(0o444);
      expect(statSync(join(copy, 'src')).mode & 0o777).toBe(0o755);
    });
  },
);

/** To nobody, with all that is in it; not what links lead to. */
function giveAway(folder: string): void {
  const names = readdirSync(folder, { recursive: true }) as string[];
  for (const path of [folder, ...names.map((name) => join(folder, name))]) lchownSync(path, 65534, 65534);
}
