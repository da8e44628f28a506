import { unlessAborted } from '../../../src/model/waiting/unless-aborted';

describe('a promise that may be given up', () => {
  test('gives its value, and leaves no listener at the signal', async () => {
    const aborter = new AbortController();
    const remove = jest.spyOn(aborter.signal, 'removeEventListener');

    expect(await unlessAborted(Promise.resolve(1), aborter.signal, 'x')).toBe(1);
    expect(remove).toHaveBeenCalledTimes(1);
  });

  test('adds one listener to the signal, however many wait on it', async () => {
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, 'addEventListener');

    await Promise.all(
      Array.from({ length: 12 }, (_, each) => unlessAborted(Promise.resolve(each), signal, 'x')),
    );

    expect(add).toHaveBeenCalledTimes(1);
  });

  test('ends with the reason of the signal', async () => {
    const aborter = new AbortController();
    const waiting = unlessAborted(new Promise(() => undefined), aborter.signal, 'Waiting for nothing');
    aborter.abort(new Error('enough'));

    await expect(waiting).rejects.toMatchObject({
      message: 'Waiting for nothing was aborted',
      code: 'aborted',
      cause: { message: 'enough' },
    });
  });

  test('ends at once where it was given up before', async () => {
    await expect(unlessAborted(Promise.resolve(1), AbortSignal.abort(), 'x')).rejects.toMatchObject({
      code: 'aborted',
    });
  });

  test('fails as it fails', async () => {
    const { signal } = new AbortController();

    await expect(unlessAborted(Promise.reject(new Error('no')), signal, 'x')).rejects.toThrow('no');
  });
});
