import { join } from 'node:path';

import { CommandError, ProgramNotFoundError } from '../../../src/ops-test/errors';
import { failure, workshop, type Workshop, type WorkshopOptions } from '../../support/ops-test-tools';

/** A test file with bundles. */
function withBundles(options: WorkshopOptions = {}): Workshop {
  const here = workshop(options);
  for (const name of ['bundle.yaml', 'a b.yaml', 'b.yaml']) here.write(name, 'applications: {}\n');
  return here;
}

test.each<[string, object | undefined, boolean, string]>([
  ['nothing given', undefined, false, 'juju-bundle build'],
  ['a bundle', { bundle: 'a b.yaml' }, false, 'juju-bundle build --bundle a b.yaml'],
  [
    'everything',
    { bundle: 'b.yaml', outputBundle: 'o.yaml', serial: true },
    true,
    'juju-bundle build --bundle b.yaml --output-bundle o.yaml --destructive-mode --serial',
  ],
])('buildBundle with %s', async (_, options, destructiveMode, command) => {
  const here = withBundles({ options: { destructiveMode } });

  await here.opsTest.buildBundle(options);

  expect(here.commands()).toEqual([command]);
  expect(here.calls()[0]?.cwd).toBe(here.root);
});

test.each<[string, object | undefined, boolean, string]>([
  ['nothing given', undefined, false, 'juju-bundle deploy --build --'],
  ['no building', { build: false }, false, 'juju-bundle deploy --'],
  [
    'everything',
    { bundle: 'b.yaml', serial: true, extraArgs: ['--trust', '--overlay=x y'] },
    true,
    'juju-bundle deploy --bundle b.yaml --build --destructive-mode --serial -- --trust --overlay=x y',
  ],
])('deployBundle with %s', async (_, options, destructiveMode, command) => {
  const here = withBundles({ options: { destructiveMode } });

  await here.opsTest.deployBundle(options);

  expect(here.commands()).toEqual([command]);
});

test('deployBundle takes extraArgs as a shell has them too, and nothing that is no text', async () => {
  const here = withBundles();

  await here.opsTest.deployBundle({ extraArgs: "--trust --overlay='x y'" });
  const error = await failure(here.opsTest.deployBundle({ extraArgs: [1] as unknown as string[] }));

  expect(here.calls().map(({ args }) => args)).toEqual([
    ['deploy', '--build', '--', '--trust', '--overlay=x y'],
  ]);
  expect(error).toBeInstanceOf(TypeError);
  expect(error.message).toBe('extraArgs must be a text or a list of texts; got [1]');
});

test.each(['buildBundle', 'deployBundle'] as const)('%s that fails is a CommandError', async (method) => {
  const here = withBundles({ env: { BUNDLE_FAILS: 'no such charm' } });

  const error = await failure(here.opsTest[method]());

  expect(error).toBeInstanceOf(CommandError);
  expect(error).toMatchObject({ exitCode: 3, stderr: 'no such charm\n' });
  expect(error.message).toMatch(/failed \(3\): no such charm$/);
});

test.each(['buildBundle', 'deployBundle'] as const)(
  '%s without juju-bundle says how to get it',
  async (method) => {
    const here = withBundles({ programs: [] });

    const error = await failure(here.opsTest[method]());

    expect(error).toBeInstanceOf(ProgramNotFoundError);
    expect(error.message).toContain('Install it (`sudo snap install juju-bundle --classic`).');
  },
);

test.each(['buildBundle', 'deployBundle'] as const)(
  '%s refuses options that there are none',
  async (method) => {
    const options = { destructiveMode: true } as object;

    await expect(workshop().opsTest[method](options)).rejects.toThrow(
      `${method} knows no option "destructiveMode"`,
    );
  },
);

test.each(['buildBundle', 'deployBundle'] as const)(
  '%s of a bundle that is not there names it, and runs nothing',
  async (method) => {
    const here = workshop();

    await expect(here.opsTest[method]()).rejects.toThrow(
      `There is no bundle at ${join(here.root, 'bundle.yaml')}`,
    );
    await expect(here.opsTest[method]({ bundle: 'nowhere.yaml' })).rejects.toThrow(
      `There is no bundle at ${join(here.root, 'nowhere.yaml')}`,
    );

    expect(here.calls()).toEqual([]);
  },
);
