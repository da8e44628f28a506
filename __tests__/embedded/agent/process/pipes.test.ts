import { closeSync, readdirSync, writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';

import { Pipes } from '../../../../src/embedded/agent/process/pipes';

const openFiles = () => readdirSync(process.platform === 'linux' ? '/proc/self/fd' : '/dev/fd').length;

test('what is written to one end is read at the other, until it is closed', async () => {
  const pipes = new Pipes();
  const [one, other] = await pipes.takeTwo();

  writeSync(one.write, 'of one');
  writeSync(other.write, 'of the other');
  for (const { write } of [one, other]) closeSync(write);

  expect(await Promise.all([text(one.stream), text(other.stream)])).toEqual(['of one', 'of the other']);
  await pipes.close();
});

test('many ask at once, and each has two of his own', async () => {
  const pipes = new Pipes();
  const taken = await Promise.all(Array.from({ length: 40 }, () => pipes.takeTwo()));

  const writes = taken.flat().map(({ write }) => write);
  expect(new Set(writes).size).toBe(80);

  for (const { stream, write } of taken.flat()) {
    closeSync(write);
    stream.destroy();
  }
  await pipes.close();
});

test('when they are closed none is open, and none is given', async () => {
  const before = openFiles();
  const pipes = new Pipes();
  const asked = pipes.takeTwo().catch((error: unknown) => error);
  await pipes.close();

  expect(await asked).toMatchObject({ code: 'ended' });
  await expect(pipes.takeTwo()).rejects.toThrow('The controller has ended');
  expect(openFiles()).toBe(before);
});
