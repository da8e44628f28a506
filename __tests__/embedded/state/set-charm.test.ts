import type { Model } from '../../../src/embedded/state/model';
import { deployFixture, newState } from '../../support/embedded-domain';
import { zipOf } from '../../support/embedded-domain-zip';

async function webModel(): Promise<Model> {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  return model;
}

test('another charm keeps the settings that it knows, and makes its new peers', async () => {
  const model = await webModel();
  model.setApplicationConfig('web', { port: '80', title: 'Hi' });
  const metadata =
    'name: web\nsummary: s\ndescription: d\nrequires: {db: pgsql}\npeers: {replicas: web-replicas, ring: r}\n';
  const { url } = await model.addCharm(
    await zipOf({
      'metadata.yaml': metadata,
      'config.yaml': 'options: {port: {type: string}, title: {type: string}}',
    }),
  );
  model.setCharm('web', { charmUrl: url, config: { title: 'Hello' } });
  expect(model.application('web')).toMatchObject({
    charm: expect.objectContaining({ url: 'local:web-1' }) as unknown,
    charmModifiedVersion: 1,
  });
  expect([...model.application('web').config]).toEqual([['title', 'Hello']]);
  expect([...model.relations.values()].map(({ id, key }) => [id, key])).toEqual([
    [0, 'web:replicas'],
    [1, 'web:ring'],
  ]);
});

test.each([
  [
    'would break a relation',
    'name: web\nsummary: s\ndescription: d\n',
    'cannot upgrade application "web" to charm "local:web-1": would break relation "web:replicas"',
  ],
  [
    'is a subordinate',
    'name: web\nsummary: s\ndescription: d\nsubordinate: true\nrequires: {h: {interface: juju-info, scope: container}}\n',
    'cannot upgrade application "web" to charm "local:web-1": cannot change an application\'s subordinacy',
  ],
])('a charm that %s is refused', async (_what, metadata, message) => {
  const model = await webModel();
  const { url } = await model.addCharm(await zipOf({ 'metadata.yaml': metadata }));
  expect(() => model.setCharm('web', { charmUrl: url })).toThrow(message);
});
