import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { removeUnit } from '../../../src/embedded/state/remove-unit';

async function modelWith(...charms: string[]): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  for (const charm of charms) await deployFixture(model, charm);
  return model;
}

test('tasks of a unit that goes are cancelled', async () => {
  const model = await modelWith('web');
  const { actions } = model.enqueue([{ receiver: 'web/0', name: 'break' }]);
  removeUnit(model, model.unit('web/0'));
  expect(actions[0]).toMatchObject({ status: 'cancelled', message: 'unit removed' });
});
