import { JujuError } from '../../../errors';

/**
 * What keeps charm code off this machine: `'jail'`, namespaces with throw-away layers over the system's folders; `'guard'`,
 * guards in `PATH` for host commands; `'none'`, nothing; `'auto'`, a jail where there can be one, else guards.
 *
 * @public
 */
export type IsolationChoice = 'auto' | 'guard' | 'jail' | 'none';

/** Whether there can be a jail on this machine, or why not and what to do about it. @internal */
export type JailProbe =
  | { readonly works: true; readonly readOnly: readonly ReadOnlyFolder[] }
  | { readonly works: false; readonly why: string; readonly wayOut: string };

/** A folder that no layer can be over, in words of the kernel. @internal */
export interface ReadOnlyFolder {
  readonly path: string;
  readonly why: string;
}

/** What was decided, and what the user has to be told of it. @internal */
export interface IsolationDecision {
  readonly isolation: 'guard' | 'jail' | 'none';
  readonly notice?: string;
}

/**
 * Decides between jail, guards and nothing.
 *
 * @param choice - of the user
 * @param uid - of this process; -1 where users have no number
 * @param probe - asked only where it matters
 * @throws JujuError with the code `isolation`, where what was asked for cannot be had, or charms would run as root of this
 * machine
 * @internal
 */
export async function decideIsolation(
  choice: IsolationChoice,
  uid: number,
  probe: () => Promise<JailProbe>,
): Promise<IsolationDecision> {
  if (choice === 'none') return { isolation: 'none' };
  if (choice === 'guard') return uid === 0 ? refuseRoot() : { isolation: 'guard' };
  const jail = await probe();
  if (jail.works) return jailed(jail.readOnly);
  if (choice === 'jail') {
    throw refusal(
      `isolation: 'jail' cannot be had here: ${jail.why}. ${jail.wayOut}, or take isolation: 'auto', which guards host commands where there can be no jail.`,
    );
  }
  return uid === 0 ? refuseRoot(jail) : { isolation: 'guard', notice: unjailed(jail.why, jail.wayOut) };
}

function jailed(readOnly: readonly ReadOnlyFolder[]): IsolationDecision {
  if (readOnly.length === 0) return { isolation: 'jail' };
  const folders = readOnly.map(({ path, why }) => `${path} (${why})`).join(', ');
  return {
    isolation: 'jail',
    notice: `Charms run in a jail, in which these folders are read-only, because no layer can be over them: ${folders}. Everything else there they may write to, and it is thrown away.`,
  };
}

function refuseRoot(jail?: { readonly why: string; readonly wayOut: string }): never {
  const why =
    jail === undefined ? `isolation: 'guard' does not stop root` : `there can be no jail: ${jail.why}`;
  const wayOut = jail === undefined ? `Take isolation: 'auto'` : jail.wayOut;
  throw refusal(
    `Charms are not run as root of this machine, which they could change at will; ${why}. ${wayOut}, or run the tests as another user. ` +
      `Where the machine is thrown away anyhow, say so with embedded: { isolation: 'none' }.`,
  );
}

const unjailed = (why: string, wayOut: string): string =>
  `CHARMS RUN WITHOUT A JAIL, as the user that you are: what they write outside of their own folders stays, and host commands are only caught by name. ` +
  `There can be no jail: ${why}. ${wayOut}. Silence this with embedded: { isolation: 'guard' }.`;

const refusal = (message: string): JujuError => new JujuError(message, { code: 'isolation' });
