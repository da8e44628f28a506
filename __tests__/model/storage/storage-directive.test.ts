import { storageDirective } from '../../../src/model/storage/storage-directive';

test.each([
  ['ebs,2,10G', { Pool: 'ebs', Count: 2, Size: 10_240 }],
  ['10G', { Pool: '', Count: 1, Size: 10_240 }],
  ['3', { Pool: '', Count: 3, Size: 0 }],
  ['1.5G, loop', { Pool: 'loop', Count: 1, Size: 1536 }],
  ['0', { Pool: '', Count: 0, Size: 0 }],
  ['512MiB', { Pool: '', Count: 1, Size: 512 }],
  [
    { pool: 'ebs', size: 512, count: 2 },
    { Pool: 'ebs', Count: 2, Size: 512 },
  ],
  [{ size: '1T' }, { Pool: '', Count: 1, Size: 1024 ** 2 }],
])('%j is understood', (input, directive) => {
  expect(storageDirective(input, 'a disk')).toEqual(directive);
});

test.each(['', 'ebs,ebs', '1,2', '10X', { count: -1 }, { count: 1.5 }, { size: 'big' }, { sise: 1 }])(
  '%j is refused',
  (input) => {
    expect(() => storageDirective(input, 'a disk')).toThrow(
      `${JSON.stringify(input)} is no storage directive for a disk. Write the pool, the count and the size`,
    );
  },
);
