import fc from 'fast-check';
import { ApiError } from '../../src/embedded/api-error';
import { registerCharm } from '../../src/embedded/state/add-charm';
import type { Unit } from '../../src/embedded/state/entities';
import type { Trial } from './engine-trial';

/** What an operator does, and what goes wrong meanwhile; numbers choose among what is there. */
export type Command =
  | { readonly do: 'deploy'; readonly charm: number; readonly units: number }
  | { readonly do: 'scale'; readonly app: number; readonly units: number }
  | { readonly do: 'integrate'; readonly pair: number }
  | {
      readonly do: 'remove relation' | 'remove unit' | 'remove application';
      readonly which: number;
      readonly force: boolean;
    }
  | { readonly do: 'config' | 'refresh'; readonly app: number; readonly value: number }
  | { readonly do: 'action' | 'exec' | 'cancel'; readonly which: number }
  | { readonly do: 'rotate'; readonly which: number }
  | { readonly do: 'fail'; readonly app: number; readonly hook: number }
  | { readonly do: 'resolve'; readonly which: number; readonly retry: boolean }
  | { readonly do: 'lose agent'; readonly which: number; readonly lost: boolean }
  | { readonly do: 'go on'; readonly turns: number }
  | { readonly do: 'rest' };

const number = fc.nat({ max: 7 });

const arbitraryCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('deploy' as const),
      charm: number,
      units: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('scale' as const),
      app: number,
      units: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('integrate' as const), pair: number }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('remove relation' as const, 'remove unit' as const, 'remove application' as const),
      which: number,
      // Most people do not force.
      force: fc.nat({ max: 4 }).map((chance) => chance === 4),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('config' as const, 'refresh' as const),
      app: number,
      value: number,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('action' as const, 'exec' as const, 'cancel' as const),
      which: number,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rotate' as const), which: number }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fail' as const), app: number, hook: fc.nat({ max: 30 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('resolve' as const), which: number, retry: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('lose agent' as const), which: number, lost: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('go on' as const), turns: fc.integer({ min: 1, max: 12 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rest' as const) }) },
);

/**
 * A sequence of commands, and where it is run.
 *
 * @param longest - how many commands it has at most
 */
export const arbitrarySequence = (longest: number) =>
  fc.record({
    series: fc.constantFrom('3.6' as const, '4.0' as const),
    kind: fc.constantFrom('iaas' as const, 'iaas' as const, 'caas' as const),
    seed: fc.option(fc.nat({ max: 1000 }), { nil: undefined }),
    commands: fc.array(arbitraryCommand, { minLength: 4, maxLength: longest }),
  });

/** The same, of which each begins with two applications, so that all of them have something to run. */
export const arbitraryRunningSequence = (longest: number) =>
  fc
    .tuple(arbitrarySequence(longest), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }))
    .map(([sequence, webs, databases]) => ({
      ...sequence,
      commands: [
        { do: 'deploy', charm: 0, units: webs } as const,
        { do: 'deploy', charm: 1, units: databases } as const,
        ...sequence.commands,
      ],
    }));

/** Does what a command says; what Juju would refuse is refused, and nothing else happens. */
export async function perform(trial: Trial, command: Command): Promise<void> {
  if (command.do === 'rest') return trial.quiet();
  if (command.do === 'go on') {
    for (let turn = 0; turn < command.turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    return;
  }
  try {
    performNow(trial, command);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

type Now = Exclude<Command, { readonly do: 'go on' | 'rest' }>;

function performNow(trial: Trial, command: Now): void {
  const { model } = trial;
  const app = 'app' in command ? pick([...model.applications.keys()], command.app) : undefined;
  const unit = 'which' in command ? pick([...model.units()], command.which) : undefined;
  switch (command.do) {
    case 'deploy':
      deploy(trial, command);
      return;
    case 'scale':
      if (app === undefined) return;
      if (model.type === 'caas') model.scaleApplication(app, { scale: command.units });
      else model.addUnits(app, { count: 1 });
      return;
    case 'integrate':
      model.addRelation([...(pick(trial.pairs, command.pair) ?? [])]);
      return;
    case 'config':
      if (app !== undefined)
        model.setApplicationConfig(app, { [optionOf(trial, app)]: `value ${command.value}` });
      return;
    case 'refresh':
      if (app !== undefined) refresh(trial, app);
      return;
    case 'fail':
      if (app !== undefined) trial.journal.failures.set(`${app} ${pick(failing, command.hook) ?? ''}`, 1);
      return;
    case 'rotate':
      rotate(trial, command.which);
      return;
    case 'cancel':
      cancel(trial, command.which);
      return;
    case 'remove relation':
    case 'remove application':
    case 'remove unit':
      remove(trial, command);
      return;
    case 'action':
    case 'exec':
    case 'resolve':
    case 'lose agent':
      if (unit !== undefined) performOnUnit(trial, command, unit);
  }
}

function performOnUnit(
  { model, state }: Trial,
  command: Extract<Now, { readonly do: 'action' | 'exec' | 'lose agent' | 'resolve' | 'cancel' }>,
  unit: Unit,
): void {
  const { name } = unit;
  if (command.do === 'action') {
    const [action = ''] = unit.application.charm.actions.has('backup')
      ? ['backup']
      : unit.application.charm.actions.keys();
    model.enqueue([{ receiver: name, name: action }]);
  }
  if (command.do === 'exec') model.exec({ commands: 'true', units: [name] });
  if (command.do === 'resolve')
    model.resolveUnits({ units: [name], retry: 'retry' in command && command.retry });
  if (command.do !== 'lose agent') return;
  unit.agentLost = 'lost' in command && command.lost;
  state.changes.note('unit', model.uuid, name);
}

/** The names of applications; `other` is a second `web`. */
const applications = ['web', 'database', 'logger', 'other'] as const;

function deploy({ model, charms }: Trial, { charm, units }: Extract<Now, { readonly do: 'deploy' }>): void {
  const application = pick(applications, charm) ?? 'web';
  const contents = charms[application === 'other' ? 'web' : application];
  if (contents === undefined || model.applications.has(application)) return;
  const known = [...model.charms.values()].find(({ name }) => name === contents.meta.name);
  const { url } = known ?? registerCharm(model, contents, {}, contents.archive);
  model.deploy({ application, charmUrl: url, numUnits: contents.meta.subordinate ? 0 : units });
}

function refresh({ model, charms }: Trial, app: string): void {
  const contents = charms[app === 'other' ? 'web' : app];
  if (contents === undefined) return;
  const { url } = registerCharm(model, contents, {}, contents.archive);
  try {
    model.setCharm(app, { charmUrl: url });
  } catch (error) {
    // Nobody runs it, so nobody would take it away.
    model.charms.delete(url);
    throw error;
  }
}

/** The first option of its charm that is a text. */
function optionOf({ model }: Trial, app: string): string {
  return [...model.application(app).charm.config.values()].find(({ type }) => type === 'string')?.name ?? '';
}

function rotate({ model }: Trial, which: number): void {
  const secret = pick([...model.secrets.values()], which);
  if (secret === undefined || secret.revisions.length === 0) return;
  secret.rotationDue = true;
  model.note('secret', secret.id);
}

function cancel({ model }: Trial, which: number): void {
  const action = pick(
    [...model.actions.values()].filter(({ completed }) => completed === undefined),
    which,
  );
  if (action !== undefined) model.cancelActions([action.id]);
}

function remove(
  { model }: Trial,
  command: Extract<Now, { readonly do: 'remove application' | 'remove relation' | 'remove unit' }>,
): void {
  const args = command.force ? { force: true, maxWaitMs: 0 } : {};
  if (command.do === 'remove application') {
    const app = pick([...model.applications.keys()], command.which);
    if (app !== undefined) model.destroyApplication(app, args);
  } else if (command.do === 'remove unit') {
    const unit = pick(
      [...model.units()].filter(({ principal }) => principal === undefined),
      command.which,
    );
    if (unit !== undefined) model.destroyUnit(unit.name, { destroyStorage: true, ...args });
  } else {
    const relation = pick(
      [...model.relations.values()].filter(({ endpoints }) => endpoints.length > 1),
      command.which,
    );
    if (relation !== undefined) {
      const endpoints = relation.endpoints.map(({ application, name }) => `${application}:${name}`);
      model.destroyRelation({ endpoints, ...args });
    }
  }
}

const failing = [
  'install',
  'leader-elected',
  'config-changed',
  'start',
  'upgrade-charm',
  'stop',
  'remove',
  'update-status',
  'secret-changed',
  'secret-remove',
  'secret-rotate',
  'data-storage-attached',
  'data-storage-detaching',
  'web-pebble-ready',
  ...['db', 'replicas', 'host', 'siblings', 'backend'].flatMap((endpoint) =>
    ['created', 'joined', 'changed', 'departed', 'broken'].map((kind) => `${endpoint}-relation-${kind}`),
  ),
];

function pick<T>(things: readonly T[], which: number): T | undefined {
  return things[which % things.length];
}
