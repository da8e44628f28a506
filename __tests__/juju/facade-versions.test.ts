import { FacadeTable } from '../../src/juju/facade-versions';
import { FacadeNotSupportedError } from '../../src/juju/errors';
import { facadeSchemas, schemasMissing } from '../support/juju-facade-schemas';

const server = { peer: 'controller "lxd" at 10.0.0.1:17070', version: '3.6.28' };

test('the best version is the highest that both sides know, and 0 where there is none', () => {
  const table = new FacadeTable(
    [
      { name: 'Application', versions: [15, 16, 19, 99] },
      { name: 'Client', versions: [5] },
      { name: 'Pinger', versions: null },
      { name: 'Unheard', versions: [1] },
    ],
    server,
  );
  expect(['Application', 'Client', 'Pinger', 'Unheard', 'Nothing'].map((name) => table.best(name))).toEqual([
    19, 0, 0, 0, 0,
  ]);
});

test('a facade without a common version is refused with the server’s version and both lists', () => {
  const table = new FacadeTable([{ name: 'Client', versions: [3, 4] }], server);
  expect(() => table.require('Client')).toThrow(
    new FacadeNotSupportedError(
      'controller "lxd" at 10.0.0.1:17070 (Juju 3.6.28) has no version of the facade Client that jest-operator speaks: ' +
        'it offers 3, 4, jest-operator speaks 6, 7, 8. Model facades are offered on connections to a model only, ' +
        'controller facades on connections to a controller.',
      'Client',
    ),
  );
  expect(() => table.require('Nothing')).toThrow(/it offers none, jest-operator speaks none/);
});

test('a login without facades offers none', () => {
  expect(new FacadeTable(null, server).best('Client')).toBe(0);
  expect(new FacadeTable(undefined, server).best('Client')).toBe(0);
});

if (schemasMissing) console.warn(schemasMissing);
const describeWithSchemas = schemasMissing ? describe.skip : describe;

describeWithSchemas('against the published schemas', () => {
  // The schemas hold the highest version of each facade that clients may call.
  test.each(facadeSchemas)(
    'every facade of Juju %s is spoken at its highest version',
    (_version, facades) => {
      const table = new FacadeTable(
        facades.map(({ Name, Version }) => ({ name: Name, versions: [Version] })),
        server,
      );
      const offered = facades.filter(({ Name }) => Name !== 'Admin');
      expect(offered.map(({ Name }) => [Name, table.best(Name)])).toEqual(
        offered.map(({ Name, Version }) => [Name, Version]),
      );
    },
  );
});
