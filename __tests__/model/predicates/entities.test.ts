import { appStatus, unitStatus } from '../../../src/model/predicates/entity-status';
import { gone } from '../../../src/model/predicates/gone';
import { leader } from '../../../src/model/predicates/leader';
import { related } from '../../../src/model/predicates/related';
import { unitCount } from '../../../src/model/predicates/unit-count';
import { having, said } from '../../support/model-verdict';

const blocked = having({ web: { status: 'blocked', message: 'no database', units: [{ message: 'ready' }] } });

describe('appStatus and unitStatus', () => {
  test('are of the status alone, where no message is wanted', () => {
    expect(said(appStatus('web', 'blocked'), blocked)).toEqual(['ok', 'web: is "blocked": no database']);
    expect(said(unitStatus('web/0', 'active'), blocked)).toEqual(['ok', 'web/0: is "active": ready']);
  });

  test('want a text to be all of the message, and a pattern to be in it', () => {
    expect(said(appStatus('web', 'blocked', 'no database'), blocked)[0]).toBe('ok');
    expect(said(appStatus('web', 'blocked', /no data/), blocked)[0]).toBe('ok');
    expect(said(appStatus('web', 'blocked', 'no data'), blocked)).toEqual([
      'not ok',
      'web: is "blocked": no database; want "blocked" "no data"',
    ]);
    expect(said(unitStatus('web/0', ['waiting', 'blocked'], /db$/), blocked)).toEqual([
      'not ok',
      'web/0: is "active": ready; want "waiting" or "blocked" /db$/',
    ]);
  });

  test('take a pattern that remembers its last match as one that does not', () => {
    const predicate = appStatus('web', 'blocked', /no/g);

    expect([1, 2, 3].map(() => said(predicate, blocked)[0])).toEqual(['ok', 'ok', 'ok']);
  });

  test('do not hold of what is missing', () => {
    expect(said(appStatus('db', 'active'), blocked)).toEqual([
      'not ok',
      'db: is not in the model (missing). It has: web.',
    ]);
    expect(said(unitStatus('web/7', 'active'), blocked)).toEqual([
      'not ok',
      'web/7: is not in the model (missing). It has: web/0.',
    ]);
  });

  test('are named with what they want', () => {
    expect(appStatus('web', ['active', 'blocked'], /x/).label).toBe('appStatus(web, active or blocked, /x/)');
    expect(unitStatus('web/0', 'active', 'ok').label).toBe('unitStatus(web/0, active, "ok")');
  });

  test('refuse what makes no sense', () => {
    expect(() => appStatus('web', 'active', 7 as never)).toThrow(
      new TypeError('appStatus takes a message as a text or a pattern; got 7'),
    );
    expect(() => unitStatus('web/0', [])).toThrow(new TypeError('unitStatus needs a status; got none'));
    expect(() => unitStatus('web/0', 'activ' as never)).toThrow(
      new TypeError(
        'unitStatus: there is no workload status "activ"; there are active, blocked, error, maintenance, terminated, unknown, waiting',
      ),
    );
  });
});

describe('unitCount', () => {
  test('wants exactly so many of each, none of which is leaving', () => {
    const model = having({ web: { units: [{}, {}] }, db: { units: [{}, { life: 'dying' }] }, cache: {} });

    expect(said(unitCount({ web: 2, cache: 0 }), model)).toEqual([
      'ok',
      'web: has 2 units',
      'cache: has 0 units',
    ]);
    expect(said(unitCount({ web: 3, db: 2, mail: 1 }), model)).toEqual([
      'not ok',
      'web: 2 units, want 3',
      'db: 2 units, but db/1 being removed',
      'mail: is not in the model (missing). It has: cache, db, web.',
    ]);
    expect(unitCount({ web: 2, db: 1 }).label).toBe('unitCount(web: 2, db: 1)');
  });

  test.each([[{}], [3], [{ web: -1 }], [{ web: '2' }], [null], [['web']]])('refuses %j', (counts) => {
    expect(() => unitCount(counts as never)).toThrow(
      `unitCount takes numbers of units by application, such as { web: 3 }; got ${JSON.stringify(counts)}`,
    );
  });
});

test('leader holds as soon as a unit leads, and says which', () => {
  expect(said(leader('web'), having({ web: { units: [{}, { leader: true }] } }))).toEqual([
    'ok',
    'web: is led by web/1',
  ]);
  expect(said(leader('web'), having({ web: { units: [{}, {}] } }))).toEqual([
    'not ok',
    'web: 2 units, of which none leads',
  ]);
  expect(said(leader('web'), {})).toEqual(['not ok', 'web: is not in the model (missing)']);
});

describe('related', () => {
  const ends = ['web:database', 'db:sql'];
  const apps = having({ web: {}, db: {}, mail: {} });

  test.each([
    ['web', 'db'],
    ['db:sql', 'web:database'],
  ])('finds the relation of %s and %s', (one, other) => {
    expect(said(related(one, other), { ...apps, relations: [{ ends }] })).toEqual([
      'ok',
      `${one} and ${other}: are related`,
    ]);
  });

  test.each([
    ['web:cache', 'db'],
    ['web', 'web'],
    ['web', 'mail'],
  ])('finds none of %s and %s', (one, other) => {
    expect(said(related(one, other), { ...apps, relations: [{ ends }] })).toEqual([
      'not ok',
      `${one} and ${other}: are not related`,
    ]);
  });

  test('wants units of both to have joined it', () => {
    expect(said(related('web', 'db'), { ...apps, relations: [{ ends, status: 'joining' }] })).toEqual([
      'not ok',
      'web and db: relation is "joining", want "joined"',
    ]);
    const two = [{ ends, status: 'suspended' }, { ends }];
    expect(said(related('web', 'db'), { ...apps, relations: two })[0]).toBe('ok');
  });

  test('names an application that is not there', () => {
    expect(said(related('wbe:database', 'db'), { ...apps, relations: [{ ends }] })).toEqual([
      'not ok',
      'wbe: is not in the model (missing). Did you mean "web"? It has: db, mail, web.',
    ]);
  });
});

describe('gone', () => {
  const model = {
    ...having({ web: { units: [{ machine: '0' }] } }),
    machines: { '0': {} },
  };

  test('holds of what the model has not', () => {
    expect(said(gone('db', 'web/1', '1'), model)).toEqual([
      'ok',
      'db: is gone',
      'web/1: is gone',
      '1: is gone',
    ]);
  });

  test('says of what is there how it is', () => {
    expect(said(gone('web', 'web/0', '0'), model)).toEqual([
      'not ok',
      'web: is there: active',
      'web/0: is there: active/idle',
      '0: is there: started',
    ]);
  });

  test('needs a name', () => {
    expect(() => gone()).toThrow('gone needs a name');
  });
});
