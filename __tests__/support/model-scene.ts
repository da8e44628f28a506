import { charm, EmbeddedController, type EmbeddedControllerOptions } from '../../src/embedded';
import { ClientStore } from '../../src/juju/client-store';
import { type ConnectOptions, Controller } from '../../src/model/controller';
import type { Model } from '../../src/model/model';
import { agentFiles, CharmFolder, databaseFiles, webFiles } from './model-charms';

/** The profiles of the embedded controller: every behaviour is tried on both. */
export const profiles = ['3.6', '4.0'] as const;

/** What the charms of `model-charms.ts` do. */
export const scripts = {
  web: charm({
    on: {
      start: (unit) => unit.setStatus('active', 'ready'),
      'config-changed': (unit) => unit.setStatus('active', `greets with ${String(unit.config['greeting'])}`),
    },
    actions: {
      greet: (unit) => ({ greeting: `${String(unit.config['greeting'])}, ${String(unit.params['name'])}` }),
      refuse(unit) {
        unit.actionLog('thinking');
        unit.setResults({ reason: 'none' });
        unit.fail('it would rather not');
      },
      linger: (unit) => unit.sleep('10h'),
    },
  }),
  database: charm({ on: { start: (unit) => unit.setStatus('active') } }),
  agent: charm({ on: { start: (unit) => unit.setStatus('active') } }),
};

/** An embedded controller, connected as the layers above do it, with a model and charms to deploy. */
export class ModelScene implements AsyncDisposable {
  readonly lines: string[] = [];

  private constructor(
    readonly embedded: EmbeddedController,
    readonly controller: Controller,
    readonly folder: CharmFolder,
    readonly web: string,
    readonly database: string,
    readonly agent: string,
    lines: string[],
  ) {
    this.lines = lines;
  }

  static async start(
    options: EmbeddedControllerOptions = {},
    connect: Partial<ConnectOptions> = {},
  ): Promise<ModelScene> {
    const folder = await CharmFolder.make();
    const embedded = await EmbeddedController.start({ charms: scripts, ...options });
    const lines: string[] = [];
    const controller = await Controller.connect({
      store: new ClientStore(embedded.jujuData),
      controllerName: embedded.name,
      timeScale: embedded.timeScale,
      directory: folder.path,
      env: { HOME: folder.path },
      report: (line) => lines.push(line),
      ...connect,
    });
    const [web, database, agent] = [
      await folder.charm('web', webFiles),
      await folder.charm('database', databaseFiles),
      await folder.charm('agent', agentFiles),
    ];
    return new ModelScene(embedded, controller, folder, web, database, agent, lines);
  }

  /** A new model; the test has the scene destroy it. */
  model(name = 'one'): Promise<Model> {
    return this.controller.addModel(name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.controller.close();
    await this.embedded.close();
    await this.folder[Symbol.asyncDispose]();
  }
}
