import { refuseMissingName } from '../../src/jest/missing-names';
import { EntityMap } from '../../src/model/entity-map';
import { JestProject } from '../support/jest-project';
import { jestResults } from '../support/jest-results';

jest.setTimeout(60_000);

class Shop {
  readonly own = 1;
  get workloadStatus() {
    return 'active';
  }
  addUnits() {
    return this.own;
  }
}

test.each([
  ['workload_status', 'Shop has no workload_status. Did you mean workloadStatus?'],
  ['add_unit', 'Shop has no add_unit. Did you mean addUnits?'],
  ['add_relation', 'Shop has no add_relation. Did you mean model.integrate?'],
  ['local_refresh', "python-libjuju's names are in camelCase here, and some are others: docs/migrating"],
])("Python's name %s is refused with what to write", (name, message) => {
  expect(() => refuseMissingName(new Shop(), name)).toThrow(message);
});

test.each(['then', 'toJSON', 'asymmetricMatch', 'nodeType', '_isMockFunction', '__esModule', '$$typeof'])(
  'what may be asked of any object is not there, and that is all: %s',
  (name) => {
    expect(() => refuseMissingName(new Shop(), name)).not.toThrow();
  },
);

test.each([
  {
    get some_option() {
      return 1;
    },
  },
  Object.create(null) as object,
  () => undefined,
])('what is no instance of a class has names of its own', (object) => {
  expect(() => refuseMissingName(object, 'other_option')).not.toThrow();
});

test('an entry of a map is no property of it, and what it has not is none either', () => {
  const map = new EntityMap([['web', 1]], 'application', 'ctl:one');

  expect(() => refuseMissingName(map, 'web')).toThrow(
    'A map has no property "web": write require("web") or get("web")',
  );
  expect(() => refuseMissingName(map, 'db')).not.toThrow();
});

test('a test file is told, and may look at and compare what it has', async () => {
  await using project = await JestProject.of('waiting', {
    files: {
      'pythonic.test.js': `
        let web;
        beforeAll(async () => { web = await opsTest.model.deploy('./web'); });
        test('status', () => expect(web.units[0].workload_status).toBe('active'));
        test('applications', () => expect(opsTest.model.applications['web'].units).toHaveLength(1));
        test('the others', async () => {
          expect(await opsTest).toEqual(opsTest);
          expect(opsTest.model.applications.db).toBeUndefined();
          expect({ web }).toMatchObject({ web: { name: 'web' } });
          expect('workload_status' in web).toBe(false);
          expect(require('node:util').inspect(web)).toContain('web');
          JSON.stringify(web);
        });`,
    },
  });

  const { output, tests } = await jestResults(project, ['pythonic'], { env: { PROFILE: '3.6' } });

  expect(tests['pythonic.test.js']).toEqual({
    status: 'failed',
    applications: 'failed',
    'the others': 'passed',
  });
  expect(output).toContain('TypeError: Unit has no workload_status. Did you mean workloadStatus?');
  expect(output).toContain('TypeError: A map has no property "web": write require("web") or get("web")');
  expect(output).toMatch(/workload_status \(pythonic\.test\.js:4:\d+\)/);
});
