import { charmBases, parseBase } from '../../../src/model/charm/charm-bases';
import type { CharmFiles } from '../../../src/model/charm/charm-files';

const jammy = { name: 'ubuntu', channel: '22.04/stable' };
const noble = { name: 'ubuntu', channel: '24.04/stable' };

test.each<[string, CharmFiles, unknown[]]>([
  [
    'the manifest',
    { 'manifest.yaml': 'bases:\n- {name: ubuntu, channel: 22.04/stable, architectures: [amd64, arm64]}\n' },
    [{ ...jammy, architectures: ['amd64', 'arm64'] }],
  ],
  [
    'the manifest, whatever charmcraft.yaml says',
    {
      'manifest.yaml': "bases: [{name: ubuntu, channel: '24.04'}]",
      'charmcraft.yaml': 'base: ubuntu@22.04\nplatforms: {amd64: }',
    },
    [{ ...noble, architectures: [] }],
  ],
  [
    'a base with platforms',
    { 'charmcraft.yaml': 'base: ubuntu@22.04\nplatforms: {amd64: , arm64: }' },
    [{ ...jammy, architectures: ['amd64', 'arm64'] }],
  ],
  [
    'a base with platforms that have names of their own',
    {
      'charmcraft.yaml': 'base: ubuntu@22.04\nplatforms: {small: {build-on: [amd64], build-for: [riscv64]}}',
    },
    [{ ...jammy, architectures: ['riscv64'] }],
  ],
  [
    'platforms of several bases',
    { 'charmcraft.yaml': 'platforms: {"ubuntu@22.04:amd64": , "ubuntu@24.04:arm64": }' },
    [
      { ...jammy, architectures: ['amd64'] },
      { ...noble, architectures: ['arm64'] },
    ],
  ],
  [
    'platforms with names of their own',
    {
      'charmcraft.yaml':
        'platforms: {new: {build-on: ["ubuntu@24.04:amd64"], build-for: ["ubuntu@24.04:arm64"]}}',
    },
    [{ ...noble, architectures: ['arm64'] }],
  ],
  [
    'the older bases with run-on',
    {
      'charmcraft.yaml':
        "bases: [{build-on: [{name: ubuntu, channel: '24.04'}], run-on: [{name: ubuntu, channel: '22.04', architectures: [amd64]}]}]",
    },
    [{ ...jammy, architectures: ['amd64'] }],
  ],
  [
    'the short form of the older bases',
    { 'charmcraft.yaml': "bases: [{name: ubuntu, channel: '22.04'}]" },
    [{ ...jammy, architectures: [] }],
  ],
  ['series', { 'metadata.yaml': 'series: [jammy, unheard-of]' }, [{ ...jammy, architectures: [] }]],
  ['nothing', { 'metadata.yaml': 'name: web', 'charmcraft.yaml': 'type: charm' }, []],
])('bases come from %s', (_, files, expected) => {
  expect(charmBases(files, './web')).toEqual(expected);
});

test.each([
  ['ubuntu@22.04', jammy],
  ['ubuntu@22.04/edge', { name: 'ubuntu', channel: '22.04/edge' }],
  ['ubuntu', undefined],
  ['22.04', undefined],
  ['ubuntu@', undefined],
  ['', undefined],
])('%j as a base is %j', (text, base) => {
  expect(parseBase(text)).toEqual(base);
});
