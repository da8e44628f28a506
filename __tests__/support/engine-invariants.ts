import type { Application, Unit } from '../../src/embedded/state/entities';
import type { Relation } from '../../src/embedded/state/relation-entities';
import { effectiveConfig } from '../../src/embedded/state/application-config';
import { latestRevision } from '../../src/embedded/state/secrets';
import { secretUri } from '../../src/embedded/state/secret-ids';
import type { JournalEntry } from './engine-journal';
import type { Trial } from './engine-trial';

/** What is wrong with what ran so far: with the order of hooks of each unit, and of each of its relations. */
export function orderProblems({ journal }: Trial): string[] {
  const units = new Map<Unit, JournalEntry[]>();
  for (const entry of journal.entries) units.set(entry.of, [...(units.get(entry.of) ?? []), entry]);
  return [
    ...journal.clashes,
    ...[...units].flatMap(([unit, entries]) => [
      ...lifeProblems(unit, entries),
      ...relationProblems(unit, entries),
    ]),
  ];
}

/** Hooks that end a relation or a unit, and what the beginning is made of. */
function lifeProblems(unit: Unit, entries: readonly JournalEntry[]): string[] {
  const problems: string[] = [];
  const hooks = entries.filter(({ info }) => info !== undefined);
  const kinds: string[] = hooks.map(({ info }) => info?.kind ?? '');
  const first = (kind: string) => kinds.indexOf(kind);
  const problem = (text: string) => problems.push(`${unit.name}: ${text}: ${kinds.join(' ')}`);
  const beforeInstall = kinds.slice(0, Math.max(first('install'), 0));
  if (first('install') === -1 ? kinds.some(isOrdinary) : beforeInstall.some(isOrdinary)) {
    problem('something ran before install');
  }
  if (first('start') !== -1 && (first('config-changed') === -1 || first('config-changed') > first('start'))) {
    problem('start ran before config-changed');
  }
  if (
    kinds.some(
      (kind, at) => kind.startsWith('relation-') && kind !== 'relation-created' && at < first('start'),
    )
  ) {
    problem('a relation was told of before start');
  }
  const started = hooks.filter(({ info, outcome }) => info?.kind === 'start' && outcome === 'done');
  if (started.length > 1) problem('start ran twice');
  const last = kinds.lastIndexOf('stop');
  if (last !== -1 && kinds.slice(last + 1).some((kind) => kind !== 'remove'))
    problem('something ran after stop');
  if (first('remove') !== -1 && kinds.slice(first('remove')).some((kind) => kind !== 'remove')) {
    problem('something ran after remove');
  }
  return problems;
}

function isOrdinary(kind: string): boolean {
  return kind !== 'storage-attached' && kind !== 'storage-detaching';
}

/** What a unit has been told of one relation. */
interface Told {
  created: boolean;
  broken: boolean;
  pending: string;
  readonly joined: Set<string>;
}

/** Created, joined, changed, departed, broken: of each relation in this order. */
function relationProblems(unit: Unit, entries: readonly JournalEntry[]): string[] {
  const problems: string[] = [];
  const all = new Map<number, Told>();
  for (const { info, name, outcome } of entries) {
    if (info?.relationId === undefined) continue;
    const told = all.get(info.relationId) ?? {
      created: false,
      broken: false,
      pending: '',
      joined: new Set(),
    };
    all.set(info.relationId, told);
    const remote = info.remoteUnit ?? '';
    const problem = wrongWith(told, info.kind, remote);
    if (problem !== undefined) problems.push(`${unit.name}: ${name} ${remote}: ${problem}`);
    // A failed hook comes again, or is taken as done: what may come after it is the same.
    if (outcome === 'aborted') continue;
    if (info.kind === 'relation-created') told.created = true;
    if (info.kind === 'relation-broken') told.broken = true;
    if (info.kind === 'relation-joined') told.joined.add(remote);
    if (info.kind === 'relation-departed') told.joined.delete(remote);
    if (info.kind === 'relation-joined') told.pending = remote;
    if (info.kind === 'relation-changed' && remote !== '') told.pending = '';
  }
  return problems;
}

function wrongWith(told: Told, kind: string, remote: string): string | undefined {
  const isAgain = told.pending === remote;
  if (told.broken && kind !== 'relation-broken') return 'the relation is broken already';
  if (kind === 'relation-created') return undefined;
  if (kind === 'relation-broken') return told.joined.size > 0 ? 'somebody has not departed' : undefined;
  if (!told.created) return 'the relation is not created yet';
  if (kind === 'relation-joined') {
    return told.joined.has(remote) && !isAgain ? 'it has joined already' : undefined;
  }
  if (told.pending !== '' && kind !== 'relation-changed') return `${told.pending} has joined and not changed`;
  if (told.pending !== '' && remote !== told.pending) return `${told.pending} has joined and comes first`;
  if (kind === 'relation-changed' && remote !== '' && !told.joined.has(remote)) return 'it has not joined';
  return undefined;
}

/** What is wrong at rest, when nobody is in error and no agent is lost. */
export function restProblems(trial: Trial): string[] {
  const { model } = trial;
  return [
    ...[...model.applications.values()].flatMap(leaderProblems),
    ...[...model.units()].flatMap((unit) => unitProblems(trial, unit)),
    ...[...model.relations.values()].flatMap((relation) => bagProblems(trial, relation)),
  ];
}

function leaderProblems({ name, units, leader }: Application): string[] {
  const leaders = [...units.values()].filter(({ local }) => local.leader);
  if (units.size === 0) return [];
  if (units.has(leader) && leaders.length === 1 && leaders[0]?.name === leader) return [];
  return [`${name}: the leader is ${leader}, and ${leaders.map((unit) => unit.name).join(', ')} think so`];
}

function unitProblems({ model, titles }: Trial, unit: Unit): string[] {
  const problems: string[] = [];
  const { name, agent, local, application } = unit;
  if (unit.life !== 'alive') problems.push(`${name} is ${unit.life}, and still there`);
  if (agent.status !== 'idle') problems.push(`${name} is ${agent.status} ${agent.message}`);
  if (!local.started) problems.push(`${name} has not started`);
  if (local.charmUrl !== application.charm.url) problems.push(`${name} runs ${local.charmUrl}`);
  if (titles.has(name) && titles.get(name) !== firstText(application))
    problems.push(`${name} has not seen that its config changed`);
  for (const { id, attached, owner } of model.storage.values()) {
    if (owner === name && attached && !local.storage.has(id)) problems.push(`${name} knows nothing of ${id}`);
  }
  for (const secret of model.secrets.values()) {
    const known = local.secretRevisions.get(secretUri(secret.id));
    if (known !== undefined && known !== latestRevision(secret).revision) {
      problems.push(`${name} knows revision ${String(known)} of a secret`);
    }
    if (secret.rotationDue) problems.push('a secret is due to be rotated');
    if (secret.revisions.some(({ expiryDue }) => expiryDue)) problems.push('a secret is due to expire');
  }
  for (const action of model.actions.values()) {
    if (action.completed === undefined) problems.push(`action ${action.id} is ${action.status}`);
  }
  return problems;
}

function firstText(application: Application): unknown {
  const { title, mode } = effectiveConfig(application);
  return title ?? mode;
}

/** Bags are what hooks that succeeded have said, and each unit has seen all of them. */
function bagProblems({ model, said }: Trial, relation: Relation): string[] {
  const problems: string[] = [];
  if (relation.life !== 'alive') problems.push(`${relation.key} is ${relation.life}, and still there`);
  const bags = [...relation.unitSettings, ...relation.applicationSettings];
  for (const [entity, { values }] of bags) {
    if (entity.includes('/') && !relation.inScope.has(entity)) continue;
    const { hook, times, leader } = values;
    const own = said.get(`${String(relation.id)} ${entity}`) ?? {};
    if (hook === own['hook'] && times === own['times'] && leader === own['leader']) continue;
    problems.push(
      `${relation.key}: the bag of ${entity} is ${JSON.stringify(values)}, not ${JSON.stringify(own)}`,
    );
  }
  for (const unit of model.units()) {
    const memory = unit.local.relations.get(relation.id);
    for (const [name, version] of memory?.members ?? []) {
      if (relation.inScope.has(name) && relation.unitSettings.get(name)?.version === version) continue;
      problems.push(`${relation.key}: ${unit.name} knows version ${String(version)} of ${name}`);
    }
  }
  return problems;
}

/** What is left when everything was removed. */
export function leftovers({ model, journal, engine }: Trial): string[] {
  const left = (what: string, names: Iterable<unknown>) =>
    [...names].map((name) => `${what} ${String(name)} is left over`);
  return [
    ...left('application', model.applications.keys()),
    ...left(
      'unit',
      [...model.units()].map(({ name }) => name),
    ),
    ...left(
      'relation',
      [...model.relations.values()].map(({ key }) => key),
    ),
    ...left('machine', model.machines.keys()),
    ...left('secret', model.secrets.keys()),
    ...left('charm', model.charms.keys()),
    ...left(
      'task',
      [...model.waitingActions].filter(([, ids]) => ids.size > 0).map(([name]) => name),
    ),
    ...(journal.open === 0 ? [] : [`${String(journal.open)} agents are still open`]),
    ...(engine.clock.pending === 0 ? [] : [`${String(engine.clock.pending)} timers still run`]),
  ];
}
