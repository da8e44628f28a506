import { readBundle } from '../../../src/embedded/bundle/bundle-data';
import { planBundle } from '../../../src/embedded/bundle/plan-bundle';
import { verifyBundle } from '../../../src/embedded/bundle/verify-bundle';

const plan = (yaml: string, url = '') => planBundle(readBundle(yaml), url);
/** Steps in one line each: id, arguments, what they require. */
const lines = (yaml: string) =>
  plan(yaml).map(({ id, args, requires }) => `${id} ${JSON.stringify(args)} <- ${requires.join(' ')}`);

test('applications come with their charms, machines, relations and units, each after what it needs', () => {
  expect(
    lines(`
default-base: ubuntu@22.04
applications:
  web10: { charm: ch:web, channel: edge, num_units: 1, to: ['0'], expose: true, options: { port: 0 } }
  web2: { charm: ch:web, channel: edge, revision: 3 }
machines: { '0': { constraints: cores=2 }, '10': {}, '2': {} }
relations: [[web10, web2:db]]
`),
  ).toEqual([
    'addCharm-0 {"charm":"ch:web","base":"ubuntu@22.04/stable","channel":"edge","revision":3} <- ',
    'deploy-1 {"charm":"$addCharm-0","base":"ubuntu@22.04/stable","application":"web2","channel":"edge"} <- addCharm-0',
    'addCharm-2 {"charm":"ch:web","base":"ubuntu@22.04/stable","channel":"edge"} <- ',
    'deploy-3 {"charm":"$addCharm-2","base":"ubuntu@22.04/stable","application":"web10","options":{"port":0},"channel":"edge"} <- addCharm-2',
    'expose-4 {"application":"$deploy-3"} <- deploy-3',
    'addMachines-5 {"base":"ubuntu@22.04/stable","constraints":"cores=2"} <- ',
    'addMachines-6 {"base":"ubuntu@22.04/stable"} <- addMachines-5',
    'addMachines-7 {"base":"ubuntu@22.04/stable"} <- addMachines-5 addMachines-6',
    'addRelation-8 {"endpoint1":"$deploy-3","endpoint2":"$deploy-1:db"} <- deploy-1 deploy-3',
    'addUnit-9 {"application":"$deploy-3","to":"$addMachines-5"} <- addMachines-5 deploy-3',
  ]);
});

test('units go beside others, into containers, and on new machines', () => {
  const steps = lines(`
applications:
  a: { charm: a, num_units: 2 }
  b: { charm: b, num_units: 3, to: [a] }
  c: { charm: c, num_units: 1, to: [lxd:a/1], bindings: { '': beta }, constraints: spaces=alpha mem=1G }
  d: { charm: d, num_units: 2, to: [new] }
`).filter((line) => !/^(?:addCharm|deploy)/.test(line));

  expect(steps).toEqual(
    [
      'addUnit-8 {"application":"$deploy-1"} <- deploy-1',
      'addUnit-9 {"application":"$deploy-1"} <- addUnit-8 deploy-1',
      'addUnit-10 {"application":"$deploy-3","to":"$addUnit-8"} <- addUnit-8 deploy-3',
      'addUnit-11 {"application":"$deploy-3","to":"$addUnit-9"} <- addUnit-10 addUnit-9 deploy-3',
      'addUnit-12 {"application":"$deploy-3"} <- addUnit-11 deploy-3',
      'addMachines-16 {"constraints":"spaces=alpha,beta mem=1G","container-type":"lxd","parent-id":"$addUnit-9"} <- addUnit-9',
      'addMachines-17 {} <- ',
      'addMachines-18 {} <- addMachines-17',
      'addUnit-13 {"application":"$deploy-5","to":"$addMachines-16"} <- addMachines-16 deploy-5',
      'addUnit-14 {"application":"$deploy-7","to":"$addMachines-17"} <- addMachines-17 deploy-7',
      'addUnit-15 {"application":"$deploy-7","to":"$addMachines-18"} <- addMachines-18 addUnit-14 deploy-7',
    ].toSorted(byOrderOf(steps)),
  );
});

/** The same lines in the order of the others: which comes first is in another test. */
function byOrderOf(steps: readonly string[]) {
  return (one: string, other: string) => steps.indexOf(one) - steps.indexOf(other);
}

test('on Kubernetes there are no machines, and the scale goes with the application', () => {
  expect(lines('bundle: kubernetes\napplications:\n  a: { charm: a, scale: 3, to: [] }\n')).toEqual([
    'addCharm-0 {"charm":"a"} <- ',
    'deploy-1 {"charm":"$addCharm-0","application":"a","num-units":3} <- addCharm-0',
  ]);
});

test('where it is from is noted on its applications, and offers come with who may use them', () => {
  const steps = plan(
    'applications:\n  a: { charm: a, offers: { o: { endpoints: [db], acl: { bob: consume } } } }\n' +
      'saas: { far: { url: x:admin/y.z } }\nrelations: [[a, far]]\n',
    'ch:a-bundle-1',
  );
  expect(steps.map(({ id }) => id)).toEqual([
    'addCharm-0',
    'deploy-1',
    'setAnnotations-2',
    'consumeOffer-3',
    'createOffer-4',
    'grantOfferAccess-5',
    'addRelation-6',
  ]);
  expect(steps[2]?.args).toMatchObject({ id: '$deploy-1', annotations: { bundleURL: 'ch:a-bundle-1' } });
});

test('units in a circle have no place', () => {
  expect(() =>
    plan(
      'applications:\n  a: { charm: a, num_units: 1, to: [b] }\n  b: { charm: b, num_units: 1, to: [a] }\n',
    ),
  ).toThrow('cycle in placement directives for: a, b');
});

test.each<[string, string]>([
  ['applications: {}', 'at least one application must be specified'],
  ['bundle: x\napplications: { a: { charm: a } }', 'bundle has an invalid type "x"'],
  ['applications: { a: { num_units: 0 } }', 'empty charm path'],
  ['applications: { a: { charm: ./a } }', 'charm path in application "a" does not exist: ./a'],
  [
    'applications: { a: { charm: cs:a } }',
    'invalid charm URL in application "a": cannot parse URL "cs:a": schema "cs" not valid',
  ],
  [
    'applications: { a: { charm: a, revision: 1 } }',
    'application "a" with a revision requires a channel for future upgrades, please use channel',
  ],
  [
    'applications: { a: { charm: a, num_units: -1 } }',
    'negative number of units specified on application "a"',
  ],
  ['applications: { a: { charm: a, num_units: 1, to: ["?"] } }', 'invalid placement syntax "?"'],
  [
    'applications: { a: { charm: a, num_units: 1, to: [a/1] } }',
    'placement "a/1" specifies a unit greater than the 1 unit(s) started by the target application',
  ],
  ['applications: { a: { charm: a } }\nrelations: [[a]]', 'relation ["a"] has 1 endpoint(s), not 2'],
  [
    'bundle: kubernetes\napplications: { a: { charm: a } }\nmachines: { "0": {} }',
    'bundle machines not valid for Kubernetes bundles',
  ],
])('%j is refused as Juju does', (yaml, error) => {
  expect(verifyBundle(readBundle(yaml))).toContain(error);
});

test('what is no YAML, and what only a client can merge, is refused', () => {
  expect(() => readBundle('a: [')).toThrow('cannot read bundle YAML');
  expect(() => readBundle('a: 1\n---\nb: 2\n')).toThrow('not implemented');
});
