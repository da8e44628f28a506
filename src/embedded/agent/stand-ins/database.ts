import { randomBytes } from 'node:crypto';
import { charm, type CharmScript } from '../scripted/charm-script';
import type { ScriptContext } from '../scripted/script-context';
import type { ScriptRelation } from '../scripted/script-relation';
import { jsonIn, RelationProblem, servingHooks, serveRelations } from './relation-problem';
import type { StandInOptions } from './stand-in-options';

/** Which database {@link database} stands for. @public */
export interface DatabaseOptions extends StandInOptions {
  /** @defaultValue `'database'` */
  readonly endpoint?: string;
  /** Of the relation: `mysql_client`, `mongodb_client` … @defaultValue `'postgresql_client'` */
  readonly interface?: string;
  /** @defaultValue `5432` */
  readonly port?: number;
  /** Scheme of the connection strings. @defaultValue `'postgresql'` */
  readonly scheme?: string;
  /** Of the engine, as the relation tells it. @defaultValue `'16.9'` */
  readonly version?: string;
}

type Database = Required<Omit<DatabaseOptions, 'config'>>;

/**
 * Stands for a database charm in relations as `data_interfaces` makes them: who asks for a `database` gets a user and a
 * password of its own, as a secret where it asks for secrets, and endpoints. **Nothing listens there**: what is tested
 * is that the charm asks, takes in the answer, and follows the secret; not that it can use a database.
 *
 * The action `rotate-passwords` gives each relation another password, and so a new revision of its secret.
 *
 * Juju 3.6 and 4.0.
 *
 * @param options - which database it is
 * @returns a script to release by `charms: { 'postgresql-k8s': database() }` or {@link EmbeddedController.standIn}
 * @example
 * ```ts
 * await opsTest.embedded?.standIn('postgresql-k8s', database());
 * await opsTest.embedded?.standIn('mysql', database({ interface: 'mysql_client', port: 3306, scheme: 'mysql' }));
 * await opsTest.model.deploy('postgresql-k8s', { channel: '14/stable' });
 * await opsTest.model.integrate('web', 'postgresql-k8s');
 * ```
 * @public
 */
export function database({ config, ...options }: DatabaseOptions = {}): CharmScript {
  const settings: Database = {
    ...{ endpoint: 'database', interface: 'postgresql_client', port: 5432 },
    ...{ scheme: 'postgresql', version: '16.9' },
    ...options,
  };
  const { endpoint } = settings;
  return charm({
    provides: { [endpoint]: settings.interface },
    ...(config && { config }),
    on: {
      ...servingHooks(endpoint, (ctx) =>
        serveRelations(ctx, endpoint, (relation) => {
          if (ctx.isLeader) serve(ctx, relation, settings);
        }),
      ),
      [`${endpoint}-relation-broken`]: (ctx) => {
        const secret = ctx.isLeader && ctx.relation?.get(ctx.app)['secret-user'];
        if (typeof secret === 'string') ctx.secrets.remove(secret);
        ctx.setStatus('active');
      },
    },
    actions: { 'rotate-passwords': (ctx) => rotate(ctx, settings) },
  });
}

function serve(ctx: ScriptContext, relation: ScriptRelation, settings: Database): void {
  const asked = relation.get();
  const name = asked['database'];
  if (name === undefined || relation.get(ctx.app)['database'] !== undefined) return;
  const wanted = jsonIn(asked, 'requested-secrets') ?? [];
  if (!Array.isArray(wanted)) throw new RelationProblem('requested-secrets is not a list');
  const user = credentials(ctx, relation, settings, name);
  const bySecret = wanted.includes('username') || wanted.includes('password');
  relation.setApp({
    database: name,
    endpoints: `${ctx.address}:${settings.port}`,
    version: settings.version,
    ...(bySecret ? { 'secret-user': granted(ctx, relation, user) } : user),
  });
}

function credentials(
  ctx: ScriptContext,
  relation: ScriptRelation,
  { port, scheme }: Database,
  name: string,
): { username: string; password: string; uris: string } {
  const username = `relation-${relation.id}`;
  const password = randomBytes(16).toString('hex');
  const uris = `${scheme}://${username}:${password}@${ctx.address}:${port}/${name}`;
  return { username, password, uris };
}

function granted(ctx: ScriptContext, relation: ScriptRelation, user: Record<string, string>): string {
  const label = `${relation.endpoint}.${relation.id}.user.secret`;
  const uri = ctx.secrets.add(user, { label });
  ctx.secrets.grant(uri, relation);
  return uri;
}

function rotate(ctx: ScriptContext, settings: Database): { relations: number } {
  if (!ctx.isLeader) throw new Error('only the leader can rotate passwords: run it on the leader');
  const served = ctx
    .relations(settings.endpoint)
    .filter((relation) => relation.get(ctx.app)['database'] !== undefined);
  for (const relation of served) {
    const said = relation.get(ctx.app);
    const user = credentials(ctx, relation, settings, said['database'] ?? '');
    if (said['secret-user'] === undefined) relation.setApp(user);
    else ctx.secrets.set(said['secret-user'], { content: user });
  }
  return { relations: served.length };
}
