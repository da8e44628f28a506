import { enterScope } from '../../../src/embedded/state/scope';
import type { Model } from '../../../src/embedded/state/model';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import { fullStatus } from '../../../src/embedded/status/full-status';
import { stillModel } from '../../support/embedded-wire-model';

const everything = 'db: db/0 | logger: | web: web/0(logger/0) web/1 | machines 0 1 2 | 2 relations';
const nothing = '| machines | 0 relations';

/** The second table is for patterns that Juju 4 takes for names, of which there are none. */
const byName = [
  [[], everything],
  [['web/1'], 'web: web/1 | machines 1 | 0 relations'],
  [['web'], 'logger: | web: web/0(logger/0) web/1 | machines 0 1 | 1 relations'],
  [['logger'], 'logger: | web: web/0(logger/0) | machines 0 | 1 relations'],
  [['logger/0'], 'logger: | web: web/0(logger/0) | machines 0 | 1 relations'],
  [['web/leader'], 'web: web/1 | machines 1 | 0 relations'],
  [['2'], 'db: db/0 | machines 2 | 0 relations'],
  [['db', 'web/1'], 'db: db/0 | web: web/1 | machines 1 2 | 1 relations'],
  [['mysql'], nothing],
] as const;
const byLook = [
  [['web/*'], 'logger: | web: web/0(logger/0) web/1 | machines 0 1 | 1 relations'],
  [['*b/0'], 'db: db/0 | logger: | web: web/0(logger/0) | machines 0 2 | 2 relations'],
  [['blocked'], 'web: web/1 | machines 1 | 0 relations'],
  [['executing'], 'db: db/0 | machines 2 | 0 relations'],
  [['80/tcp'], 'web: web/1 | machines 1 | 0 relations'],
  [['exposed'], 'db: db/0 | machines 2 | 0 relations'],
  [['not', 'exposed'], 'logger: | web: web/0(logger/0) web/1 | machines 0 1 | 1 relations'],
  [['10.0.0.2'], 'db: db/0 | machines 2 | 0 relations'],
  [['10.0.0.0/30'], 'db: db/0 | machines 2 | 0 relations'],
  [['started'], 'db: db/0 | machines 2 | 0 relations'],
  [['10.0.0.0/99'], nothing],
  [['[w]eb/0'], nothing],
] as const;

test.each(byName)('both Jujus: status of %j', async (patterns, shown) => {
  for (const series of ['3.6', '4.0'] as const) expect(show(await scene(series), patterns)).toBe(shown);
});

test.each(byLook)('Juju 3.6: status of %j', async (patterns, shown) => {
  expect(show(await scene('3.6'), patterns)).toBe(shown);
});

test.each(byLook)('Juju 4.0 takes %j for names', async (patterns) => {
  expect(show(await scene('4.0'), patterns)).toBe(nothing);
});

async function scene(series: JujuSeries): Promise<Model> {
  const { model, deploy } = stillModel(series);
  const [first, second] = await deploy({ name: 'web', requires: { db: { interface: 'pg' } } }, 2);
  const [database] = await deploy({ name: 'db', provides: { db: { interface: 'pg' } } });
  const info = { interface: 'juju-info', scope: 'container' };
  await deploy({ name: 'logger', subordinate: true, requires: { info } });
  model.addRelation(['web', 'db']);
  const relation = model.addRelation(['logger', 'web']);
  if (first) enterScope(model, relation, first);
  model.application('web').leader = 'web/1';
  second?.setWorkloadStatus('blocked', 'no database');
  second?.openedPorts.push({ fromPort: 80, toPort: 80, protocol: 'tcp', endpoint: '' });
  database?.setAgentStatus('executing');
  model.expose('db');
  const machine = model.machine('2');
  machine.agent.set('started');
  machine.addresses = [{ value: '10.0.0.2', type: 'ipv4', scope: 'local-cloud' }];
  return model;
}

interface ShownUnit {
  readonly subordinates: Record<string, ShownUnit> | null;
}

/** What a status shows, in one line. */
function show(model: Model, patterns: readonly string[]): string {
  const { applications, machines, relations } = fullStatus(model, {
    patterns,
    includeStorage: false,
    isAdmin: true,
  }) as {
    machines: object;
    applications: Record<string, { units: Record<string, ShownUnit> | null }>;
    relations: object[] | null;
  };
  const apps = Object.entries(applications).map(([name, { units }]) =>
    [`${name}:`, ...Object.entries(units ?? {}).map(unitText)].join(' '),
  );
  return [
    ...(apps.length === 0 ? [''] : apps.sort()),
    ['machines', ...Object.keys(machines)].join(' '),
    `${relations?.length ?? 0} relations`,
  ]
    .join(' | ')
    .trimStart();
}

function unitText([name, { subordinates }]: [string, ShownUnit]): string {
  return subordinates === null ? name : `${name}(${Object.keys(subordinates).join(' ')})`;
}
