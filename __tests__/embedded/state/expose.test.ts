import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('an application is exposed to all, to some, and not at all', async () => {
  const model = await webModel();
  const web = model.application('web');
  model.expose('web');
  expect([...web.exposedEndpoints]).toEqual([
    ['', { exposeToSpaces: [], exposeToCidrs: ['0.0.0.0/0', '::/0'] }],
  ]);
  model.expose('web', { website: { exposeToSpaces: [], exposeToCidrs: ['10.0.0.0/8'] } });
  model.unexpose('web', ['']);
  expect([web.exposed, [...web.exposedEndpoints.keys()]]).toEqual([true, ['website']]);
  expect(() => model.expose('web', { x: { exposeToSpaces: [], exposeToCidrs: [] } })).toThrow(
    'application "web" has no "x" relation',
  );
  expect(() => model.unexpose('web', ['db'])).toThrow('endpoint "db" is not exposed');
  model.unexpose('web');
  expect(web.exposed).toBe(false);
});
