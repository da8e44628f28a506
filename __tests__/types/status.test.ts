import { expectTypeOf } from 'expect-type';

import type {
  ApplicationStatus,
  Base,
  ExposedEndpoint,
  Life,
  MachineStatus,
  ModelStatus,
  NetworkInterface,
  OfferStatus,
  RelationStatus,
  RemoteApplicationStatus,
  RemoteEndpoint,
  Status,
  StatusInfo,
  UnitStatus,
} from '../../src/index';

test('a status has each kind of thing in one place, by name', () => {
  expectTypeOf<Status['model']>().toEqualTypeOf<ModelStatus>();
  expectTypeOf<Status['applications']>().toEqualTypeOf<Readonly<Record<string, ApplicationStatus>>>();
  expectTypeOf<Status['units']>().toEqualTypeOf<Readonly<Record<string, UnitStatus>>>();
  expectTypeOf<Status['machines']>().toEqualTypeOf<Readonly<Record<string, MachineStatus>>>();
  expectTypeOf<Status['relations']>().toEqualTypeOf<readonly RelationStatus[]>();
  expectTypeOf<Status['remoteApplications']>().toEqualTypeOf<
    Readonly<Record<string, RemoteApplicationStatus>>
  >();
  expectTypeOf<Status['offers']>().toEqualTypeOf<Readonly<Record<string, OfferStatus>>>();
  expectTypeOf<Status['timestamp']>().toEqualTypeOf<Date | undefined>();
});

test('one of its own is what Juju says, with times as dates and nothing as undefined', () => {
  expectTypeOf<StatusInfo['current' | 'message']>().toEqualTypeOf<string>();
  expectTypeOf<StatusInfo['since']>().toEqualTypeOf<Date | undefined>();
  expectTypeOf<ApplicationStatus['status']>().toEqualTypeOf<StatusInfo>();
  expectTypeOf<UnitStatus['workloadStatus' | 'agentStatus']>().toEqualTypeOf<StatusInfo>();
  expectTypeOf<MachineStatus['instanceStatus' | 'agentStatus']>().toEqualTypeOf<StatusInfo>();
  expectTypeOf<ApplicationStatus['life']>().toEqualTypeOf<Life>();
  expectTypeOf<Life>().toEqualTypeOf<'alive' | 'dying' | 'dead'>();
  expectTypeOf<ApplicationStatus['base']>().toEqualTypeOf<Base>();
  expectTypeOf<UnitStatus['machine']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<MachineStatus['networkInterfaces']>().toEqualTypeOf<
    Readonly<Record<string, NetworkInterface>>
  >();
  expectTypeOf<ApplicationStatus['exposedEndpoints']>().toEqualTypeOf<
    Readonly<Record<string, ExposedEndpoint>>
  >();
  expectTypeOf<RemoteApplicationStatus['endpoints']>().toEqualTypeOf<readonly RemoteEndpoint[]>();
});

test('nobody can write into it', () => {
  const write = (status: Status) => {
    // @ts-expect-error it is read only
    status.applications = {};
    // @ts-expect-error it is read only, deeply
    status.units['web/0'] = undefined;
  };
  expectTypeOf(write).parameters.toEqualTypeOf<[status: Status]>();
});
