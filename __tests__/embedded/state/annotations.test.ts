import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('notes are added to, and an empty one goes', async () => {
  const model = await webModel();
  model.setAnnotations('unit-web-0', { x: '1', y: '2' });
  model.setAnnotations('unit-web-0', { x: '' });
  expect(model.annotations.get('unit-web-0')).toEqual({ y: '2' });
  model.setAnnotations('unit-web-0', { y: '' });
  expect(model.annotations.has('unit-web-0')).toBe(false);
  expect(() => model.setAnnotations('unit-web-0', { 'a.b': '1' })).toThrow('invalid key "a.b"');
});

test('notes on what goes are gone, and watchers hear of it', async () => {
  const model = await webModel();
  model.setAnnotations('unit-web-0', { x: '1' });
  model.setAnnotations('application-web', { x: '1' });
  const heard: string[] = [];
  model.changes.subscribe(({ kind, id }) => {
    if (kind === 'annotation') heard.push(id);
  });
  model.destroyApplication('web');
  expect([model.annotations.size, heard]).toEqual([0, ['unit-web-0', 'application-web']]);
});
