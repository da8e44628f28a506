import { formatConstraints, formatHardware, mergeConstraints } from '../../../src/embedded/state/constraints';

test('constraints and hardware read as Juju prints them', () => {
  expect(
    formatConstraints({ mem: 4096, cores: 2, arch: 'amd64', tags: ['a', 'b'], allocatePublicIp: false }),
  ).toBe('arch=amd64 cores=2 mem=4096M tags=a,b allocate-public-ip=false');
  expect(
    formatHardware({ virtType: 'container', availabilityZone: 'z', arch: 'amd64', rootDisk: 8192 }),
  ).toBe('arch=amd64 root-disk=8192M availability-zone=z virt-type=container');
});

test('an instance type does not inherit what it says itself', () => {
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { cores: 2 })).toEqual({
    mem: 1,
    zones: ['z'],
    cores: 2,
  });
  expect(mergeConstraints({ mem: 1, zones: ['z'] }, { instanceType: 't' })).toEqual({
    zones: ['z'],
    instanceType: 't',
  });
});
