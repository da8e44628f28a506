import { placements } from '../../../src/model/machine/placement';

const uuid = 'a1b2c3d4-0000-4000-8000-000000000000';

test.each<[string | readonly string[] | undefined, object[]]>([
  [undefined, []],
  ['23', [{ scope: '#', directive: '23' }]],
  ['24/lxd/3', [{ scope: '#', directive: '24/lxd/3' }]],
  ['lxd', [{ scope: 'lxd', directive: '' }]],
  ['lxd:7', [{ scope: 'lxd', directive: '7' }]],
  ['kvm:0/lxd/1', [{ scope: 'kvm', directive: '0/lxd/1' }]],
  ['zone=us-east-1a', [{ scope: uuid, directive: 'zone=us-east-1a' }]],
  ['node-3.maas', [{ scope: uuid, directive: 'node-3.maas' }]],
  [
    '0, lxd:1',
    [
      { scope: '#', directive: '0' },
      { scope: 'lxd', directive: '1' },
    ],
  ],
  [
    ['0', '1'],
    [
      { scope: '#', directive: '0' },
      { scope: '#', directive: '1' },
    ],
  ],
])('%j is %j', (to, expected) => {
  expect(placements(to, uuid)).toEqual(expected);
});

test.each(['', 'lxc:1', 'lxd:web', '0,'])('%j is no place', (to) => {
  expect(() => placements(to, uuid)).toThrow(/is no place for a unit\. Give a machine \("3"\)/);
});
