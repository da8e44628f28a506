import { idempotentMethods, isIdempotent } from '../../src/juju/idempotent-methods';
import { facadeSchemas, schemasMissing } from '../support/juju-facade-schemas';

test('reads may be repeated', () => {
  expect(isIdempotent('Client', 'FullStatus')).toBe(true);
  expect(isIdempotent('ModelManager', 'ModelInfo')).toBe(true);
});

test.each([
  ['Application', 'Deploy'],
  ['ModelManager', 'CreateModel'],
  ['ModelManager', 'DestroyModels'],
  ['Action', 'EnqueueOperation'],
  ['Client', 'WatchAll'],
  ['AllWatcher', 'Next'],
  ['Unheard', 'Get'],
])('%s.%s may not', (facade, method) => {
  expect(isIdempotent(facade, method)).toBe(false);
});

test('no method whose name tells of a change is in the table', () => {
  const changing =
    /\.(?:Set|Add|Create|Destroy|Remove|Update|Deploy|Enqueue|Run|Grant|Revoke|Watch|Next|Modify|Enable|Disable|Import|Expose|Unexpose|Cancel)/;
  expect(idempotentMethods.filter((name) => changing.test(name))).toEqual([]);
});

if (schemasMissing) console.warn(schemasMissing);
const describeWithSchemas = schemasMissing ? describe.skip : describe;

describeWithSchemas('against the published schemas', () => {
  test('every method of the table is there in Juju 3.6 or in Juju 4', () => {
    const known = facadeSchemas.flatMap(([, facades]) =>
      facades.flatMap(({ Name, Schema }) =>
        Object.keys(Schema.properties ?? {}).map((method) => `${Name}.${method}`),
      ),
    );
    expect(idempotentMethods.filter((name) => !known.includes(name))).toEqual([]);
  });
});
