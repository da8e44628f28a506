import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
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

test('by force a machine takes its units with it', async () => {
  const model = await modelWith('web');
  begin(model, 'web/0');
  model.destroyMachine('0', { force: true, maxWaitMs: 5 });
  expect(model.unit('web/0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
  expect(model.machine('0')).toMatchObject({ life: 'dying', forcedAfterMs: 5 });
});
