import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { noDisks, onDisks } from '../../support/ops-test-disks';
import {
  failure,
  type Workshop,
  workshop,
  type WorkshopOptions,
  writeCharm,
} from '../../support/ops-test-tools';

/** Writes more than there is room for into the folder that it is told of, or it runs in. */
const writer = '#!/bin/sh\nhead -c 200000 /dev/zero >"${5:-.}/made.tar.gz"\n';

/** A test file with all that can be built and rendered. */
function project(given: WorkshopOptions): Workshop {
  const here = workshop(given);
  writeCharm(here, 'web', 'web');
  here.write('web/src/charm.py', 'VERSION = {{ version }}\n');
  here.write('web/metadata.yaml', 'name: web\nsummary: s\ndescription: d\n');
  here.write('lib/setup.py', '');
  here.write('bundle.yaml', 'a: {{ version }}');
  for (const name of ['script', 'python']) chmodSync(here.write(name, writer), 0o755);
  return here;
}

type Work = (here: Workshop) => Promise<unknown>;

const disksWithoutRoom = [
  ['without room for a folder', 'crowded', 'ENOSPC'],
  ['that is read-only', 'readOnly', 'EROFS'],
] as const;

const context = { version: 2 };

/** What writes into `tmpPath`, and what it says when there is no room; `%` is that folder. */
const writers: readonly (readonly [what: string, work: Work, message: RegExp, code: string])[] = [
  [
    'buildCharm',
    ({ opsTest }) => opsTest.buildCharm('web'),
    /^\S+\/web_ubuntu-22.04-amd64.charm cannot be copied into %\/charms: ENOSPC.* It is still where it was\.$/s,
    'ENOSPC',
  ],
  [
    'buildCharms',
    ({ opsTest }) => opsTest.buildCharms('web'),
    /cannot be copied into %\/charms: ENOSPC/,
    'ENOSPC',
  ],
  [
    'buildLib',
    ({ opsTest, root }) => opsTest.buildLib('lib', { python: join(root, 'python') }),
    /^Failed to build library lib:\nhead: .*No space left on device/s,
    'failed',
  ],
  [
    'buildResources',
    ({ opsTest }) => opsTest.buildResources('script', { sudo: false, check: true }),
    /\/script'\] failed \(1\): head: .*No space left on device/,
    'failed',
  ],
  [
    'renderCharm',
    ({ opsTest }) => opsTest.renderCharm('web', { context }),
    /^The charm \S+\/web cannot be copied: ENOSPC.* -> '%\/charms\/web\//,
    'ENOSPC',
  ],
  [
    'renderCharms',
    ({ opsTest }) => opsTest.renderCharms('web', 'web', { context }),
    /^2 of 2 charms could not be rendered:\n- The charm \S+ cannot be copied: ENOSPC/,
    '',
  ],
  [
    'renderBundle',
    ({ opsTest }) => opsTest.renderBundle('bundle.yaml', context),
    /^The rendered bundle cannot be written to %\/bundles\/bundle.yaml: ENOSPC/,
    'ENOSPC',
  ],
  [
    'renderBundles',
    ({ opsTest }) => opsTest.renderBundles(['bundle.yaml', { text: 'b: 1' }], context),
    /^2 of 2 bundles could not be rendered:\n- The rendered bundle cannot be written to /,
    '',
  ],
];

/** The files below a folder, but for the one that fills the disk. */
const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => path !== 'filler');

(noDisks ? describe.skip : describe)(
  `on a disk that is full${noDisks ? ` (skipped: ${noDisks})` : ''}`,
  () => {
    const disks = onDisks();

    test.each(writers)(
      '%s is an error that names the place, and leaves nothing there',
      async (_, work, message, code) => {
        const here = project({ options: { baseTemp: disks.small } });
        const { tmpPath } = here.opsTest;
        disks.fill();

        const error = await failure(work(here));

        expect(error.message.replaceAll(tmpPath, '%')).toMatch(message);
        expect((error as { code?: string }).code ?? '').toBe(code);
        expect(filesIn(disks.small)).toEqual([]);
        expect(here.read('web/src/charm.py')).toBe('VERSION = {{ version }}\n');
      },
    );

    describe.each(disksWithoutRoom)('a disk %s', (_, disk, code) => {
      test.each(writers)('%s names the option baseTemp', async (_writer, work) => {
        const here = project({ options: { baseTemp: disks[disk] } });

        const error = await failure(work(here));

        expect(error).toMatchObject({ code });
        expect(error.message).toMatch(
          new RegExp(
            `^No temporary folder can be made in .*${code}.*Name another place with the option baseTemp\\.$`,
            's',
          ),
        );
        expect(here.commands()).toEqual([]);
      });
    });

    test('tmpPath itself names the option, and is made when there is room again', () => {
      const here = project({ options: { baseTemp: disks.crowded } });
      expect(() => here.opsTest.tmpPath).toThrow(/ENOSPC.*Name another place with the option baseTemp\.$/);

      const other = project({ options: { baseTemp: disks.small } });
      disks.fill();
      expect(existsSync(other.opsTest.tmpPath)).toBe(true);
    });

    test('a charm that is packed without charmcraft is an error that names the place, and leaves nothing', async () => {
      const here = project({ programs: [], host: { embedded: {} }, options: { baseTemp: disks.small } });
      const { tmpPath } = here.opsTest;
      disks.fill();

      const error = await failure(here.opsTest.buildCharm('web'));

      expect(error).toMatchObject({ code: 'ENOSPC' });
      expect(error.message).toMatch(
        new RegExp(`^The charm web cannot be packed into ${tmpPath}/charms: ENOSPC`),
      );
      expect(filesIn(disks.small)).toEqual([]);
    });

    test('buildCharm with its home there packs all the same: neither a lock nor a cache is half made', async () => {
      const here = project({ env: { HOME: disks.small }, options: { charmCache: true } });
      disks.fill();

      expect(existsSync(await here.opsTest.buildCharm('web'))).toBe(true);

      expect(here.host.lines.join('\n')).toMatch(
        /no lock can be had: ENOSPC.*\n.*\n.*\nthe packed charm web is not kept: ENOSPC/,
      );
      expect(filesIn(disks.small)).toEqual([]);
    });

    describe('buildBundle', () => {
      /** A test file on the small disk, with a juju-bundle that writes more than there is room for. */
      function onSmallDisk(): Workshop {
        const bin = project({});
        chmodSync(bin.write('bin/juju-bundle', 'x'), 0o755);
        bin.write(
          'bin/juju-bundle',
          '#!/bin/sh\necho called >>"$CALLED"\nhead -c 200000 /dev/zero >built-bundle.yaml\n',
        );
        const env = { PATH: `${join(bin.root, 'bin')}:/usr/bin:/bin`, CALLED: join(bin.root, 'called') };
        const here = workshop({ env, host: { rootDir: disks.small } });
        writeFileSync(join(disks.small, 'bundle.yaml'), 'applications: {}\n');
        return here;
      }

      test('leaves the bundle of the last time as it was, where it cannot write the new one', async () => {
        const here = onSmallDisk();
        writeFileSync(join(disks.small, 'built-bundle.yaml'), 'of the last time\n');

        await expect(here.opsTest.buildBundle()).rejects.toThrow(
          /failed \(1\): head: .*No space left on device/,
        );

        expect(readFileSync(join(disks.small, 'built-bundle.yaml'), 'utf8')).toBe('of the last time\n');
        expect(filesIn(disks.small).sort()).toEqual(['built-bundle.yaml', 'bundle.yaml']);
      });

      test('leaves no torn one where there was none', async () => {
        const here = onSmallDisk();

        await expect(here.opsTest.buildBundle()).rejects.toThrow('No space left on device');

        expect(filesIn(disks.small)).toEqual(['bundle.yaml']);
      });

      test('is not begun where the one of the last time cannot be saved', async () => {
        const here = onSmallDisk();
        writeFileSync(join(disks.small, 'built-bundle.yaml'), 'of the last time\n');
        disks.fill();

        await expect(here.opsTest.buildBundle()).rejects.toThrow(
          /built-bundle.yaml would be written anew, and cannot be saved before: ENOSPC/,
        );

        expect(existsSync(here.env['CALLED'] ?? '')).toBe(false);
        expect(filesIn(disks.small).sort()).toEqual(['built-bundle.yaml', 'bundle.yaml']);
      });
    });
  },
);
