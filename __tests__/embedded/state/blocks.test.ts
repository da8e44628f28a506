import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState, refusalOf } from '../../support/embedded-domain';
import { switchBlockOff, switchBlockOn } from '../../../src/embedded/state/blocks';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('a block refuses what it is there to refuse, with its message, until it is off', async () => {
  const model = await webModel();
  switchBlockOn(model, 'BlockRemove', 'hands off');
  expect(refusalOf(() => model.destroyApplication('web'))).toMatchObject({
    message: 'hands off',
    code: 'operation is blocked',
  });
  model.setApplicationConfig('web', { port: '80' });
  switchBlockOff(model, 'BlockRemove');
  switchBlockOn(model, 'BlockChange', '');
  expect(() => model.setConfig({ 'test-mode': true })).toThrow('the operation has been blocked');
  expect(() => model.destroyUnit('web/0')).toThrow('the operation has been blocked');
  expect(() => switchBlockOn(model, 'BlockChange', '')).toThrow('block BlockChange is already ON');
  switchBlockOff(model, 'BlockChange');
  expect(() => switchBlockOff(model, 'BlockChange')).toThrow('block BlockChange is already OFF');
  model.destroyUnit('web/0');
});
