import { type ConstraintsInput, constraintsValue } from '../../../src/model/settings/constraints';

test.each<[ConstraintsInput | undefined, object]>([
  [undefined, {}],
  ['', {}],
  ['mem=8G cores=2', { mem: 8192, cores: 2 }],
  ['  mem=512M   root-disk=1.5G ', { mem: 512, 'root-disk': 1536 }],
  ['tags=a,b spaces=x,^y zones=z', { tags: ['a', 'b'], spaces: ['x', '^y'], zones: ['z'] }],
  ['cpu-cores=4', { cores: 4 }],
  [
    'allocate-public-ip=true virt-type=virtual-machine arch=arm64',
    { 'allocate-public-ip': true, 'virt-type': 'virtual-machine', arch: 'arm64' },
  ],
  [
    { mem: '2T', cores: 0 },
    { mem: 2_097_152, cores: 0 },
  ],
  [
    { mem: 1024, tags: ['a', 'b'], 'allocate-public-ip': false },
    { mem: 1024, tags: ['a', 'b'], 'allocate-public-ip': false },
  ],
])('%j is %j', (input, expected) => {
  expect(constraintsValue(input)).toEqual(expected);
});

test.each<[ConstraintsInput, string]>([
  ['memory=8G', 'There is no constraint "memory". Juju knows: allocate-public-ip, arch, container, cores,'],
  [{ constructor: 'x' }, 'There is no constraint "constructor".'],
  ['mem', '"mem" is no constraint: write them as "mem=8G cores=2"'],
  ['mem=lots', 'The constraint mem must be a size such as 512M or 8G; got "lots"'],
  ['cores=two', 'The constraint cores must be a whole number; got "two"'],
  ['allocate-public-ip=maybe', 'The constraint allocate-public-ip must be true or false; got "maybe"'],
])('%j is refused', (input, message) => {
  expect(() => constraintsValue(input)).toThrow(message);
});
