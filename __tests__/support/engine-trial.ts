import { join } from 'node:path';
import { charm } from '../../src/embedded/agent/scripted/charm-script';
import { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import type { ScriptContext } from '../../src/embedded/agent/scripted/script-context';
import type { CharmContents } from '../../src/embedded/charm/charm';
import { hookNames } from '../../src/embedded/charm/hook-names';
import { readCharmDirectory } from '../../src/embedded/charm/read-charm';
import { Engine } from '../../src/embedded/engine/engine';
import type { ControllerState } from '../../src/embedded/state/controller-state';
import type { Model } from '../../src/embedded/state/model';
import type { JujuSeries } from '../../src/embedded/state/profile';
import { charmsDirectory, newState } from './embedded-domain';
import type { JournalEntry } from './engine-journal';
import { JournalAgents } from './engine-journal';

const pairs = [
  ['web:db', 'database:db'],
  ['web:db', 'database:db'],
  ['other:db', 'database:db'],
  ['web:juju-info', 'logger:host'],
  ['database:juju-info', 'logger:host'],
] as const;

/** What the charms of a trial are, by their names. */
export type TrialCharms = Readonly<Record<string, CharmContents & { readonly archive?: Buffer }>>;

/** Reads the charms of a trial; those of Kubernetes have a container and storage. */
export async function readTrialCharms(): Promise<Record<'caas' | 'iaas', TrialCharms>> {
  const read = (name: string) => readCharmDirectory(join(charmsDirectory, name));
  const [web, database, logger, files, pod] = await Promise.all(
    ['web', 'database', 'logger', 'files', 'web-k8s'].map(read),
  );
  if (!web || !database || !logger || !files || !pod) throw new Error('a charm is missing');
  const { storage } = files.meta;
  const inPods = {
    ...pod,
    meta: { ...pod.meta, name: 'web', storage },
    actions: web.actions,
    config: web.config,
  };
  return {
    iaas: { web: { ...web, meta: { ...web.meta, storage } }, database, logger },
    caas: { web: inPods, database },
  };
}

/** A model of a trial, its engine, and what its charms have said and heard. */
export interface Trial {
  readonly state: ControllerState;
  readonly engine: Engine;
  readonly model: Model;
  readonly journal: JournalAgents;
  readonly charms: TrialCharms;
  /** Endpoints that can be related. */
  readonly pairs: readonly (readonly [string, string])[];
  /** `<relation id> <unit or application>` → what its hooks have said, those that failed left out. */
  readonly said: Map<string, Record<string, string>>;
  /** Unit → the title that its last `config-changed` has seen. */
  readonly titles: Map<string, unknown>;
  /** Lets the engine come to rest: nothing changes any more. */
  quiet(): Promise<void>;
}

export interface TrialOptions {
  readonly series: JujuSeries;
  readonly kind: 'caas' | 'iaas';
  readonly seed: number | undefined;
}

/** Starts a trial, at full speed; `engine.stop()` ends it. */
export function startTrial(all: Record<'caas' | 'iaas', TrialCharms>, options: TrialOptions): Trial {
  const charms = all[options.kind];
  const state = newState(options.series);
  const notes: Notes = { said: new Map(), titles: new Map(), saying: new Map() };
  const scripts = new ScriptedAgents();
  for (const [name, { meta }] of Object.entries(charms)) {
    const hooks = hookNames(meta)
      .filter((hook) => handled.test(hook))
      .map((hook) => [hook, (ctx: ScriptContext) => runHook(ctx, notes)] as const);
    const actions = { backup: (ctx: ScriptContext) => renewSecrets(ctx) };
    scripts.set(name, charm({ on: Object.fromEntries(hooks), actions: name === 'database' ? actions : {} }));
  }
  const journal = new JournalAgents(scripts, (entry) => keepSaid(entry, notes));
  const { seed } = options;
  const engine = new Engine(state, journal, { timeScale: Number.POSITIVE_INFINITY, seed });
  engine.start();
  const model = state.addModel({
    name: 'trial',
    owner: 'admin',
    ...(options.kind === 'caas' ? { cloud: 'k8s' } : {}),
    // However slow the machine is, time does nothing by itself.
    config: { 'automatically-retry-hooks': false, 'update-status-hook-interval': '60m' },
  });
  return { state, engine, model, journal, charms, pairs, ...notes, quiet: () => quiet(state, journal) };
}

/** How many turns of the event loop without a change are rest. */
const restTurns = 4;

/** Waits until nothing changes any more, and nothing runs. */
export async function quiet(state: ControllerState, journal: JournalAgents): Promise<void> {
  let changes = 0;
  const unsubscribe = state.changes.subscribe(() => (changes += 1));
  try {
    let rest = 0;
    for (let turn = 0; rest < restTurns; turn += 1) {
      if (turn > 20_000) throw new Error('the engine does not come to rest');
      const before = changes + journal.entries.length;
      // A process takes its time.
      await new Promise((resolve) =>
        turn > 200 && journal.isBusy ? setTimeout(resolve, 5) : setImmediate(resolve),
      );
      const isBusy = changes + journal.entries.length !== before || journal.isBusy;
      rest = isBusy ? 0 : rest + 1;
    }
  } finally {
    unsubscribe();
  }
}

interface Notes extends Pick<Trial, 'said' | 'titles'> {
  /** Unit → what the hook that it runs says, if it succeeds. */
  readonly saying: Map<string, readonly Saying[]>;
}

type Saying = readonly [key: string, values: Readonly<Record<string, string>>];

function keepSaid({ unit, outcome }: JournalEntry, { said, saying }: Notes): void {
  if (outcome === 'done') {
    for (const [key, values] of saying.get(unit) ?? []) said.set(key, { ...said.get(key), ...values });
  }
  saying.delete(unit);
}

/** What every charm of a trial does: it says what it runs, and passes a secret on. */
function runHook(ctx: ScriptContext, notes: Notes): void {
  if (ctx.hook === 'config-changed') notes.titles.set(ctx.unit, ctx.config['title'] ?? ctx.config['mode']);
  if (talkative.test(ctx.hook)) notes.saying.set(ctx.unit, say(ctx, notes));
  handleSecrets(ctx);
}

/** The hooks that have something to do. */
const handled =
  /^(?:config-changed|leader-elected|upgrade-charm|secret-.*|.*-created|.*-joined|db-relation-changed)$/;

/** The hooks that say something: one that answered what others say would never come to an end. */
const talkative = /^(?:config-changed|leader-elected|upgrade-charm|.*-created|.*-joined)$/;

function say(ctx: ScriptContext, { said }: Notes): Saying[] {
  const saying: Saying[] = [];
  for (const relation of ['db', 'replicas', 'website', 'host'].flatMap((endpoint) =>
    ctx.relations(endpoint),
  )) {
    const own = `${String(relation.id)} ${ctx.unit}`;
    const values = { hook: ctx.hook, times: String(Number(said.get(own)?.['times'] ?? 0) + 1) };
    relation.set(values);
    saying.push([own, values]);
    if (!ctx.isLeader) continue;
    relation.setApp({ leader: ctx.unit });
    saying.push([`${String(relation.id)} ${ctx.app}`, { leader: ctx.unit }]);
  }
  return saying;
}

function handleSecrets(ctx: ScriptContext): void {
  const { secret, relation } = ctx;
  if (ctx.hook === 'secret-changed' && secret) ctx.secrets.refresh(secret.uri);
  if (ctx.hook === 'secret-remove' && secret) ctx.secrets.remove(secret.uri, secret.revision);
  if (ctx.app === 'database' && ctx.hook === 'db-relation-created' && ctx.isLeader && relation) {
    const uri = ctx.secrets.add({ password: 'first' });
    ctx.secrets.grant(uri, relation);
    relation.set({ secret: uri });
  }
  if (ctx.app !== 'web' || ctx.hook !== 'db-relation-changed' || !relation || !ctx.remoteUnit) return;
  const uri = relation.get(ctx.remoteUnit)['secret'];
  if (uri !== undefined) read(ctx, uri);
}

/** A grant may be gone by the time. */
function read(ctx: ScriptContext, uri: string): void {
  try {
    ctx.secrets.get(uri);
  } catch {
    ctx.log(`cannot read ${uri}`);
  }
}

function renewSecrets(ctx: ScriptContext): void {
  if (!ctx.isLeader) return;
  for (const uri of ctx.secrets.ids()) ctx.secrets.set(uri, { content: { password: String(Math.random()) } });
}
