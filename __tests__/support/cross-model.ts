import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { charm, EmbeddedController, type EmbeddedControllerOptions } from '../../src/embedded';
import { ClientStore } from '../../src/juju/client-store';
import { Controller } from '../../src/model/controller/controller';
import type { Model } from '../../src/model/model';
import { CharmFolder, databaseFiles, webFiles } from './model-charms';

/** Charms that tell each other who they are, and show in their status what they heard. */
export const talkers = {
  web: charm({
    on: {
      start: (unit) => unit.setStatus('waiting', 'for a database'),
      'database-relation-created': (unit) => unit.relation?.set({ who: unit.unit }),
      'database-relation-changed': (unit) => {
        const { relation, remoteUnit = '' } = unit;
        if (remoteUnit === '') {
          unit.setStatus('active', `of ${String(relation?.get()['name'])}`);
          return;
        }
        unit.setStatus('active', `uses ${remoteUnit} at ${String(relation?.get(remoteUnit)['address'])}`);
      },
      'database-relation-departed': (unit) => unit.log(`departed ${unit.remoteUnit ?? ''}`),
      'database-relation-broken': (unit) => unit.setStatus('blocked', 'no database'),
    },
  }),
  database: charm({
    on: {
      start: (unit) => unit.setStatus('active', 'nobody'),
      'sql-relation-created': (unit) => {
        unit.relation?.set({ address: `address-of-${unit.unit}` });
        if (unit.isLeader) unit.relation?.setApp({ name: 'the database' });
      },
      'sql-relation-changed': (unit) => {
        const { relation, remoteUnit = '', remoteApp = '' } = unit;
        if (remoteUnit === '') return;
        const who = String(relation?.get(remoteUnit)['who']);
        unit.setStatus('active', `serves ${who} as ${remoteUnit.replace(remoteApp, 'R')}`);
        unit.log(`remote ${remoteApp}`);
      },
      'sql-relation-broken': (unit) => unit.setStatus('active', 'nobody any more'),
    },
  }),
};

/** Two connected controllers, known to one client, each with charms that can be related. */
export class CrossModelScene implements AsyncDisposable {
  readonly #parts: { readonly folder: CharmFolder; readonly all: readonly EmbeddedController[] };
  #models = 0;

  private constructor(
    parts: { readonly folder: CharmFolder; readonly all: readonly EmbeddedController[] },
    readonly controller: Controller,
    readonly other: Controller,
    readonly web: string,
    readonly database: string,
  ) {
    this.#parts = parts;
  }

  static async start(options: EmbeddedControllerOptions = {}): Promise<CrossModelScene> {
    const folder = await CharmFolder.make();
    const jujuData = join(folder.path, 'juju');
    // A controller removes the folder with its end if it made it.
    await mkdir(jujuData);
    const common = { charms: talkers, timeScale: 1000, jujuData, ...options };
    const first = await EmbeddedController.start({ ...common, name: 'first' });
    const second = await EmbeddedController.start({ ...common, name: 'second' });
    const controller = await Controller.connect({
      store: new ClientStore(first.jujuData),
      controllerName: 'first',
      timeScale: first.timeScale,
      directory: folder.path,
      env: { HOME: folder.path },
    });
    const other = await controller.connect('second');
    const [web, database] = [
      await folder.charm('web', webFiles),
      await folder.charm('database', databaseFiles),
    ];
    return new CrossModelScene({ folder, all: [first, second] }, controller, other, web, database);
  }

  /** What the embedded controllers know: for what no client could see. */
  get embedded(): readonly EmbeddedController[] {
    return this.#parts.all;
  }

  /** A model with a database and one with its user, on the same controller or on two. */
  async models(offering: Controller): Promise<{ readonly databases: Model; readonly model: Model }> {
    this.#models += 1;
    const [databases, model] = await Promise.all([
      offering.addModel(`databases-${String(this.#models)}`),
      this.controller.addModel(`web-${String(this.#models)}`),
    ]);
    await Promise.all([databases.deploy(this.database), model.deploy(this.web)]);
    await Promise.all([databases.waitForIdle(), model.waitForIdle()]);
    return { databases, model };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.controller.close();
    for (const embedded of this.embedded) await embedded.close();
    await this.#parts.folder[Symbol.asyncDispose]();
  }
}
