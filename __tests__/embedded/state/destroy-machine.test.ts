import type { Model } from '../../../src/embedded/state/model';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';

async function modelWith(...charms: string[]): Promise<Model> {
  return await modelOf('3.6', ...charms);
}

async function modelOf(series: JujuSeries, ...charms: string[]): Promise<Model> {
  const model = newState(series).addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

/** Lets a unit look as if its agent had begun. */
function begin(model: Model, name: string): void {
  model.unit(name).setAgentStatus('idle');
}

test.each([
  ['an unknown unit', (model: Model) => model.destroyUnit('web/9'), 'unit "web/9" does not exist'],
  ['an unknown application', (model: Model) => model.destroyApplication('x'), 'application "x" not found'],
  ['an unknown machine', (model: Model) => model.destroyMachine('9'), 'machine 9 not found'],
  [
    'a machine with units',
    (model: Model) => model.destroyMachine('0'),
    'cannot destroy machine 0: machine 0 has unit "web/0" assigned',
  ],
  [
    'a machine with containers',
    (model: Model) => model.destroyMachine('1'),
    'cannot destroy machine 1: machine 1 is hosting containers "1/lxd/0"',
  ],
  [
    'scaling machines',
    (model: Model) => model.scaleApplication('web', { scale: 2 }),
    'scaling applications on a non-container model not supported',
  ],
])('%s is refused', async (_what, command, message) => {
  const model = await modelWith('web');
  model.addMachine({ containerType: 'lxd' });
  expect(() => command(model)).toThrow(message);
});

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}';
const mayNotGo = `removing machine: machine "(${uuid})": cannot set machine "\\1" to dying without force: machine has`;

test.each([
  ['an unknown unit', (model: Model) => model.destroyUnit('web/9'), 'unit "web/9" not found', 'not found'],
  ['a unit of nothing', (model: Model) => model.destroyUnit('x/0'), 'application x not found', 'not found'],
  [
    'a unit of a subordinate, there or not',
    (model: Model) => model.destroyUnit('logger/7', { dryRun: true }),
    'unit "logger/7" is a subordinate, to remove use remove-relation. Note: this will remove all units of "logger"',
    '',
  ],
  [
    'an application',
    (model: Model) => model.destroyApplication('x'),
    'application "x" not found',
    'not found',
  ],
  [
    'an unknown machine',
    (model: Model) => model.destroyMachine('9'),
    'getting machine UUID: getting UUID for machine "9": machine "9": machine not found',
    '',
  ],
  ['a machine with units', (model: Model) => model.destroyMachine('0'), `${mayNotGo} units`, ''],
  ['a machine with containers', (model: Model) => model.destroyMachine('1'), `${mayNotGo} containers`, ''],
])('Juju 4 refuses %s in its own words', async (_what, command, message, code) => {
  const model = await modelOf('4.0', 'web', 'logger');
  model.addMachine({ containerType: 'lxd' });
  const refusal = refusalOf(() => command(model));
  expect(refusal).toEqual({ message: expect.stringMatching(`^${message}$`) as string, code });
});

test('Juju 4 tells nothing of what goes with a unit, and lets one go by trial that is not there', async () => {
  const nothing = { destroyedUnits: [], destroyedStorage: [], detachedStorage: [] };
  const model = await modelOf('4.0', 'web');
  expect(model.destroyUnit('web/9', { dryRun: true })).toEqual(nothing);
  expect(model.destroyUnit('web/0', { dryRun: true })).toEqual(nothing);
  expect(model.unit('web/0').life).toBe('alive');
  expect(model.destroyApplication('web', { dryRun: true })).toEqual({
    ...nothing,
    destroyedUnits: ['web/0'],
  });
  begin(model, 'web/0');
  expect(model.destroyUnit('web/0')).toEqual(nothing);
  expect(model.unit('web/0').life).toBe('dying');
});

test('by force a machine takes its units with it', async () => {
  const model = await modelWith('web');
  begin(model, 'web/0');
  model.destroyMachine('0', { force: true, maxWaitMs: 5 });
  expect(model.unit('web/0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
  expect(model.machine('0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
});
