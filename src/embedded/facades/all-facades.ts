import { action } from './action';
import { annotations } from './annotations';
import { application } from './application';
import { applicationOffers } from './application-offers';
import { block } from './block';
import { charms } from './charms';
import { client } from './client';
import { cloud } from './cloud';
import { controller } from './controller';
import type { Facade } from './facade';
import { machineManager } from './machine-manager';
import { modelConfig } from './model-config';
import { modelManager } from './model-manager';
import { pinger } from './pinger';
import { resources } from './resources';
import { secrets } from './secrets';
import { storage } from './storage';
import { userManager } from './user-manager';
import { allWatcher, stringsWatcher } from './watchers';

/** What the embedded controller serves. A facade that is not here is not advertised, so that clients can tell. */
const facades: readonly Facade[] = [
  action,
  allWatcher,
  annotations,
  application,
  applicationOffers,
  block,
  charms,
  client,
  cloud,
  controller,
  machineManager,
  modelConfig,
  modelManager,
  pinger,
  resources,
  secrets,
  storage,
  stringsWatcher,
  userManager,
];

/** All facades by name. @internal */
export const allFacades: ReadonlyMap<string, Facade> = new Map(
  facades.map((facade) => [facade.name, facade]),
);
