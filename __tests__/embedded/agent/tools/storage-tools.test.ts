import { deployFixture, newState } from '../../../support/embedded-domain';
import { refusal } from '../../../support/embedded-hook-scene';
import { hookTools, type ToolsOptions } from '../../../support/hook-tools';
import type { JujuSeries } from '../../../../src/embedded/state/profile';

/** A unit with storage that is attached, as `data/0`, in an ordinary hook. */
async function files(juju: JujuSeries, options: ToolsOptions = {}) {
  const model = newState(juju).addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'files');
  Object.assign(model.storage.get('data/0') ?? {}, { attached: true });
  return { model, ...hookTools(model, 'files/0', { series: juju, ...options }) };
}

const attached = {
  hook: { kind: 'storage-attached', storageId: 'data/0' },
  name: 'data-storage-attached',
} as const;

type Row = readonly [
  call: string,
  stdout: string,
  error?: string | readonly [juju3: string, juju4: string],
  code?: 1,
];

const rows: readonly Row[] = [
  ['storage-list', 'data/0\n'],
  ['storage-list --format=json', '["data/0"]\n'],
  ['storage-list --format=yaml', '- data/0\n'],
  ['storage-list data', 'data/0\n'],
  ['storage-list cache', ''],
  ['storage-list cache --format=json', '[]\n'],
  ['storage-list data more', '', 'unrecognized args: ["more"]'],

  ['storage-get', '', 'no storage instance specified'],
  ['storage-get -s data/0', 'kind: filesystem\nlocation: /srv/data\n'],
  ['storage-get -s data/0 --format=json', '{"kind":"filesystem","location":"/srv/data"}\n'],
  ['storage-get -s data/0 location', '/srv/data\n'],
  ['storage-get kind -s data/0 --format json', '"filesystem"\n'],
  ['storage-get -s data/0 size', '', 'invalid storage attribute "size"', 1],
  ['storage-get -s data/0 kind more', '', 'unrecognized args: ["more"]'],
  ['storage-get -s data', '', 'invalid value "data" for option -s: invalid storage ID "data"'],
  [
    'storage-get -s data/9',
    '',
    [
      'invalid value "data/9" for option -s: storage attachment data/9:files/0 not found',
      'invalid value "data/9" for option -s: storage instance "data/9" not found',
    ],
  ],

  ['storage-add', '', 'storage add requires a storage directive'],
  ['storage-add cache', ''],
  ['storage-add cache=2', ''],
  ['storage-add nothing', ''],
  [
    'storage-add cache=1=2',
    '',
    [
      'expected "name=constraints" or "name", got "cache=1=2"',
      'expected "name=directive" or "name", got "cache=1=2"',
    ],
  ],
  ['storage-add cache=1 cache=1', '', 'storage "cache" specified more than once'],
  [
    'storage-add cache=0',
    '',
    [
      'cannot parse constraints for storage "cache": parsing storage count: count must be greater than zero, got "0"',
      'cannot parse directive for storage "cache": parsing storage count: count must be greater than zero, got "0"',
    ],
  ],
  [
    'storage-add cache=-1',
    '',
    [
      'cannot parse constraints for storage "cache": parsing storage count: count must be greater than zero, got "-1"',
      'cannot parse directive for storage "cache": parsing storage count: count must be greater than zero, got "-1"',
    ],
  ],
  [
    'storage-add cache=!',
    '',
    [
      'cannot parse constraints for storage "cache": unrecognized storage constraint "!" not valid',
      'cannot parse directive for storage "cache": unrecognized storage directive "!" not valid',
    ],
  ],
  [
    'storage-add cache=',
    '',
    [
      'cannot parse constraints for storage "cache": storage constraints require at least one field to be specified',
      'cannot parse directive for storage "cache": storage directives require at least one field to be specified',
    ],
  ],
  ['storage-add cache=loop,1G', '', 'only count can be specified for "cache"'],
];

describe.each(['3.6', '4.0'] as const)('on Juju %s', (juju) => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', async (_call, [call, stdout, error, code]) => {
    const { run } = await files(juju);
    const message = typeof error === 'string' ? error : error?.[juju === '3.6' ? 0 : 1];
    await expect(run(call.split(' '))).resolves.toEqual({
      code: message === undefined ? 0 : (code ?? 2),
      stdout,
      stderr: message === undefined ? '' : `ERROR ${message}\n`,
    });
  });

  test('in the hook of a storage that one is meant', async () => {
    const { run } = await files(juju, attached);
    await expect(run(['storage-get', 'location'])).resolves.toMatchObject({ code: 0, stdout: '/srv/data\n' });
  });

  test('what was asked for is there after the hook, and what cannot be had fails it', async () => {
    const { model, context, run } = await files(juju);
    await run(['storage-add', 'cache']);
    await run(['storage-add', 'cache']);
    expect([...model.storage.keys()]).toEqual(['data/0']);
    context.flush();
    expect([...model.storage.keys()]).toEqual(['data/0', 'cache/1', 'cache/2']);
    const again = hookTools(model, 'files/0', { series: juju });
    await expect(again.run(['storage-add', 'nothing'])).resolves.toMatchObject({ code: 0 });
    expect(refusal(() => again.context.flush())).toMatch(/"nothing" (?:not found|not supported by charm)$/);
    await expect(
      hookTools(model, 'files/0', { series: juju }).run(['storage-list', 'cache']),
    ).resolves.toMatchObject({
      stdout: 'cache/1\ncache/2\n',
    });
  });
});
