import type { IsolationChoice, JailProbe } from '../../../../src/embedded/agent/isolation/isolation-choice';
import { decideIsolation } from '../../../../src/embedded/agent/isolation/isolation-choice';

const jail: JailProbe = { works: true, readOnly: [] };
const noJail: JailProbe = { works: false, why: 'the moon is full', wayOut: 'Wait for a day' };
const never = () => Promise.reject(new Error('asked for a jail in vain'));

const decide = (choice: IsolationChoice, uid: number, probe: JailProbe) =>
  decideIsolation(choice, uid, () => Promise.resolve(probe));

test.each([0, 1000, -1])('where there can be a jail it is taken, by user %d too', async (uid) => {
  await expect(decide('auto', uid, jail)).resolves.toEqual({ isolation: 'jail' });
  await expect(decide('jail', uid, jail)).resolves.toEqual({ isolation: 'jail' });
});

test.each([0, 1000])('who wants nothing gets nothing, and nothing is probed, for user %d', async (uid) => {
  await expect(decideIsolation('none', uid, never)).resolves.toEqual({ isolation: 'none' });
});

test('who wants guards gets guards, and nothing is probed', async () => {
  await expect(decideIsolation('guard', 1000, never)).resolves.toEqual({ isolation: 'guard' });
});

test('where there can be no jail there are guards, with a notice that says why and the way out', async () => {
  await expect(decide('auto', 1000, noJail)).resolves.toEqual({
    isolation: 'guard',
    notice:
      'CHARMS RUN WITHOUT A JAIL, as the user that you are: what they write outside of their own folders stays, and host commands are only caught by name. ' +
      `There can be no jail: the moon is full. Wait for a day. Silence this with embedded: { isolation: 'guard' }.`,
  });
});

test('folders that no layer can be over are named', async () => {
  const readOnly = [{ path: '/srv', why: 'Invalid argument' }];
  await expect(decide('auto', 0, { works: true, readOnly })).resolves.toEqual({
    isolation: 'jail',
    notice:
      'Charms run in a jail, in which these folders are read-only, because no layer can be over them: /srv (Invalid argument). ' +
      'Everything else there they may write to, and it is thrown away.',
  });
});

test.each<[IsolationChoice, number, string]>([
  [
    'jail',
    1000,
    `isolation: 'jail' cannot be had here: the moon is full. Wait for a day, or take isolation: 'auto', which guards host commands where there can be no jail.`,
  ],
  [
    'auto',
    0,
    'Charms are not run as root of this machine, which they could change at will; there can be no jail: the moon is full. Wait for a day, or run the tests as another user. ' +
      "Where the machine is thrown away anyhow, say so with embedded: { isolation: 'none' }.",
  ],
  [
    'guard',
    0,
    `Charms are not run as root of this machine, which they could change at will; isolation: 'guard' does not stop root. Take isolation: 'auto', or run the tests as another user. ` +
      "Where the machine is thrown away anyhow, say so with embedded: { isolation: 'none' }.",
  ],
])('%s is refused to user %d where there can be no jail', async (choice, uid, message) => {
  await expect(decide(choice, uid, noJail)).rejects.toMatchObject({ code: 'isolation', message });
});
