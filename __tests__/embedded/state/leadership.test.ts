import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { removeUnit } from '../../../src/embedded/state/remove-unit';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

/** Lets a unit look as if its agent had begun. */
function begin(model: Model, name: string): void {
  model.unit(name).setAgentStatus('idle');
}

test('the leadership of a unit that goes is given to the next whose agent runs', async () => {
  const model = await modelWith('web');
  model.addUnits('web', { count: 2 });
  model.application('web').leader = 'web/0';
  begin(model, 'web/2');
  removeUnit(model, model.unit('web/0'));
  expect(model.application('web').leader).toBe('web/2');
  expect(model.unit('web/2').leader).toBe(true);
  removeUnit(model, model.unit('web/2'));
  expect(model.application('web').leader).toBe('');
});
