import { findModel, type ListedModel } from '../../src/ops-test/find-model';

const mine = listed({ name: 'web', owner: 'me', uuid: 'mine' });
const hers = listed({ name: 'web', owner: 'alice', uuid: 'hers' });

function listed(model: Partial<ListedModel>): ListedModel {
  return { name: 'web', owner: 'me', uuid: 'u', cloud: 'lxd', life: 'alive', fullName: 'ctl:web', ...model };
}

function find(modelName: string, models: readonly ListedModel[], useExisting?: boolean) {
  return findModel(models, { modelName, useExisting, user: 'me', controllerName: 'ctl' });
}

test.each([
  ['web', [hers, mine], undefined, { existing: mine }],
  ['web', [mine], true, { existing: mine }],
  ['me/web', [hers, mine], undefined, { existing: mine }],
  ['alice/web', [hers, mine], undefined, { existing: hers }],
  ['alice/web', [hers], true, { existing: hers }],
  ['web', [], undefined, { newName: 'web' }],
  ['web', [], false, { newName: 'web' }],
  ['me/web', [hers], undefined, { newName: 'web' }],
  ['web', [hers], false, { newName: 'web' }],
])('%s among %j with useExisting %p means %j', (name, models, useExisting, found) => {
  expect(find(name, models, useExisting)).toEqual(found);
});

test('a model that must exist and does not is an error with the next step', () => {
  expect(() => find('web', [], true)).toThrow(
    'me has no model "web" on controller ctl, and useExisting is true. `juju models -c ctl` shows those there are.',
  );
});

test('a model that must exist and is another user’s is an error that says whose', () => {
  expect(() => find('web', [hers], true)).toThrow(
    'me has no model "web" on controller ctl, and useExisting is true. To use another user\'s, name "alice/web".',
  );
});

test('a name that only another user has is not taken for a new one', () => {
  expect(() => find('web', [hers])).toThrow(
    'Model "web" on controller ctl is not me\'s. To use that model name "alice/web"; ' +
      'to make one of your own name "me/web".',
  );
});

test('a model of another user that cannot be seen is not made', () => {
  expect(() => find('alice/web', [mine])).toThrow(
    'me sees no model "alice/web" on controller ctl, and cannot make one for alice. ' +
      'Let its owner run `juju grant me admin alice/web`, or name a model without an owner.',
  );
});

test('a name that is taken is refused where a new model was asked for', () => {
  expect(() => find('web', [mine], false)).toThrow(
    'Model "web" is on controller ctl already, and useExisting is false. ' +
      'Leave useExisting away to use it, or take another name.',
  );
});

test.each(['dying', 'dead'])('a model that is %s is not used', (life) => {
  expect(() => find('web', [listed({ life })])).toThrow(
    `Model "web" on controller ctl is ${life}: it is being destroyed. ` +
      'Wait until `juju models -c ctl` does not show it any more, or take another name.',
  );
});
