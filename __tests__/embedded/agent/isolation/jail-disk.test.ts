import { existsSync } from 'node:fs';
import { startJailed } from '../../../support/executed-charms';

test('a charm that fills its disk is told so, and neither another unit nor this machine has it', async () => {
  const it = await startJailed({ jailDisk: '16M' });
  if (it === undefined) return;
  await it.deploy('rough', { numUnits: 2 });
  await it.settled();
  // Many files: a single one would meet the greatest size of a file.
  const fill =
    'mkdir /var/big && for n in 1 2 3 4 5 6 7 8; do head -c 4M /dev/zero > /var/big/$n || exit 9; done';
  const filled = await it.exec('rough/0', fill);
  expect(filled.output).toMatchObject({
    'return-code': 9,
    stderr: expect.stringMatching(/No space left on device/) as unknown,
  });
  const other = await it.exec(
    'rough/1',
    'head -c 1M /dev/zero > /var/some && ls -s /var | wc -l > /dev/null && echo fits',
  );
  expect(other.output).toMatchObject({ 'return-code': 0, stdout: 'fits\n' });
  expect(existsSync('/var/big')).toBe(false);
  const again = await it.exec('rough/0', 'rm -r /var/big && echo a > /var/a && cat /var/a');
  expect(again.output).toMatchObject({ 'return-code': 0, stdout: 'a\n' });
});
