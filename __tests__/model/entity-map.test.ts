import { EntityMap } from '../../src/model/entity-map';
import { EntityNotFoundError } from '../../src/model/errors';

const map = new EntityMap(
  [
    ['web', 1],
    ['db', 2],
  ],
  'application',
  'ctl:one',
);

test('it is a map to read', () => {
  expect(map.size).toBe(2);
  expect(map.get('web')).toBe(1);
  expect(map.get('x')).toBeUndefined();
  expect(map.has('db')).toBe(true);
  expect([...map.keys()]).toEqual(['web', 'db']);
  expect([...map.values()]).toEqual([1, 2]);
  expect([...map.entries()]).toEqual([...map]);
  expect(Object.fromEntries(map)).toEqual({ web: 1, db: 2 });
});

test('forEach gives the value, the name and the map itself', () => {
  const seen: unknown[] = [];
  map.forEach((value, name, whole) => seen.push([value, name, whole === map]));

  expect(seen).toEqual([
    [1, 'web', true],
    [2, 'db', true],
  ]);
});

test('what must be there is there, or an error names what is', () => {
  expect(map.require('web')).toBe(1);
  expect(() => map.require('wbe')).toThrow(EntityNotFoundError);
  expect(() => map.require('wbe')).toThrow(
    'There is no application "wbe" in ctl:one. Did you mean "web"? It has: web, db.',
  );
});

test('what is no name is no error of ours', () => {
  expect(() => map.require(undefined as never)).toThrow(
    'require takes the name of what is to be there; got undefined',
  );
});

test('an empty map says that there is none', () => {
  expect(() => new EntityMap([], 'unit', 'ctl:one').require('web/0')).toThrow(
    'There is no unit "web/0" in ctl:one. It has none.',
  );
});
