import { setImmediate as turn } from 'node:timers/promises';

import { ModelContexts } from '../../src/ops-test/model-contexts';

let contexts: ModelContexts;

beforeEach(() => {
  contexts = new ModelContexts();
  contexts.root = 'main';
});

test('the root is current where no context is open', () => {
  expect(contexts.alias).toBe('main');
});

test('run switches for its body, with what the body awaits, and back', async () => {
  const seen = await contexts.run('second', async () => {
    const before = contexts.alias;
    await turn();
    return [before, contexts.alias];
  });

  expect([...seen, contexts.alias]).toEqual(['second', 'second', 'main']);
});

test('context body throws → alias restored', async () => {
  await expect(
    contexts.run('second', () => {
      throw new Error('body');
    }),
  ).rejects.toThrow('body');

  expect(contexts.alias).toBe('main');
});

test('contexts nest', async () => {
  await contexts.run('second', async () => {
    await contexts.run('third', () => expect(contexts.alias).toBe('third'));
    expect(contexts.alias).toBe('second');
  });
});

test('two flows at the same time do not see each other’s switch', async () => {
  const flow = (alias: string) =>
    contexts.run(alias, async () => {
      const seen = [contexts.alias];
      for (let n = 0; n < 5; n++) {
        await turn();
        seen.push(contexts.alias);
      }
      return new Set(seen);
    });

  const [one, two] = await Promise.all([flow('one'), flow('two')]);

  expect([one, two]).toEqual([new Set(['one']), new Set(['two'])]);
});

test('what was begun in a context and goes on after it sees the one before', async () => {
  let late = Promise.resolve<string | undefined>(undefined);
  await contexts.run('second', () => {
    late = turn()
      .then(() => turn())
      .then(() => contexts.alias);
  });

  expect(await late).toBe('main');
});

test('enter switches from here on, until it is left', async () => {
  const leave = contexts.enter('second');
  await turn();
  const inside = contexts.alias;
  leave();

  expect([inside, contexts.alias]).toEqual(['second', 'main']);
});

test('a context that a function entered is not its caller’s once it was left', async () => {
  async function test1(): Promise<void> {
    const leave = contexts.enter('second');
    await turn();
    leave();
  }
  await test1();
  await turn();

  expect(contexts.alias).toBe('main');
});

test('contexts may be left in any order', () => {
  const leaveSecond = contexts.enter('second');
  const leaveThird = contexts.enter('third');

  leaveSecond();
  expect(contexts.alias).toBe('third');
  leaveThird();
  expect(contexts.alias).toBe('main');
});

test('the contexts of two files do not see each other', async () => {
  const others = new ModelContexts();
  others.root = 'theirs';

  const seen = await contexts.run('second', () =>
    others.run('their second', () => contexts.run('third', () => [contexts.alias, others.alias])),
  );

  expect(seen).toEqual(['third', 'their second']);
  expect([contexts.alias, others.alias]).toEqual(['main', 'theirs']);
});
