// Juju's JSON as it is on the wire, for both ends of it: the client and the embedded server import these types, and
// nothing else, from here. The only barrel of the source beside the package's entries: this is one vocabulary.
export type * from './wire-types/actions';
export type * from './wire-types/all-watcher';
export type * from './wire-types/annotations';
export type * from './wire-types/application';
export type * from './wire-types/charms';
export type * from './wire-types/clouds';
export type * from './wire-types/common';
export type * from './wire-types/controllers';
export type * from './wire-types/from-go';
export type * from './wire-types/login';
export type * from './wire-types/logs';
export type * from './wire-types/machines';
export type * from './wire-types/model-config';
export type * from './wire-types/models';
export type * from './wire-types/offers';
export type * from './wire-types/resources';
export type * from './wire-types/rpc';
export type * from './wire-types/secrets';
export type * from './wire-types/status';
export type * from './wire-types/storage';
export type * from './wire-types/users';
