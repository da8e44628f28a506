import { allActive } from '../../../src/model/predicates/all-status';
import { anyBlocked } from '../../../src/model/predicates/any-status';
import { and, not, or } from '../../../src/model/predicates/combine';
import { unitCount } from '../../../src/model/predicates/unit-count';
import type { Predicate } from '../../../src/model/waiting/predicate';
import { having, saidLater } from '../../support/model-verdict';

const active = having({ web: { units: [{}] } });
const yes: Predicate = () => true;
const no: Predicate = () => Promise.resolve(false);

test('and holds where all do, and says what is missing of those that do not', async () => {
  expect(await saidLater(and(allActive('web'), yes), active)).toEqual([
    'ok',
    'web: is "active", with 1 unit',
    'yes: is true',
  ]);
  expect(await saidLater(and(allActive('web'), unitCount({ web: 2 }), no), active)).toEqual([
    'not ok',
    'web: 1 unit, want 2',
    'no: is false',
  ]);
});

test('or holds where one does, and says what is missing of all where none does', async () => {
  expect(await saidLater(or(no, allActive('web')), active)).toEqual(['ok', 'web: is "active", with 1 unit']);
  expect(await saidLater(or(no, unitCount({ web: 2 })), active)).toEqual([
    'not ok',
    'no: is false',
    'web: 1 unit, want 2',
  ]);
});

test('not says why what must not hold does', async () => {
  expect(await saidLater(not(anyBlocked()), active)).toEqual(['ok', 'web: nothing of it is "blocked"']);
  expect(await saidLater(not(unitCount({ web: 1 })), active)).toEqual(['not ok', 'web: has 1 unit']);
  expect(await saidLater(not(yes), active)).toEqual(['not ok', 'yes: is true']);
});

test('they go with each other, and are named by what they are made of', async () => {
  const both = and(
    not(or(anyBlocked('web'), no)),
    Object.assign(() => true, { label: 'the port is open' }),
  );

  expect(both.label).toBe('and(not(or(anyBlocked(web), no)), the port is open)');
  expect((await saidLater(both, active))[0]).toBe('ok');
});

test('a predicate that throws, or answers nonsense, is an error of the wait', async () => {
  const throws: Predicate = () => {
    throw new RangeError('no such unit');
  };

  await expect(saidLater(and(yes, throws), active)).rejects.toThrow(RangeError);
  await expect(saidLater(not((() => 1) as never), active)).rejects.toThrow(
    'A predicate must answer true, false or a verdict; the predicate answered 1',
  );
});

test('what is no predicate is refused at once', () => {
  expect(() => and()).toThrow(new TypeError('and needs a predicate, a function of the status; got none'));
  expect(() => or(yes, 'active' as never)).toThrow(
    new TypeError("or takes predicates, functions of the status; got 'active'"),
  );
  expect(() => not(undefined as never)).toThrow(
    'not takes predicates, functions of the status; got undefined',
  );
});
