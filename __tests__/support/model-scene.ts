import { charm, EmbeddedController, type EmbeddedControllerOptions } from '../../src/embedded';
import { ClientStore } from '../../src/juju/client-store';
import { type ConnectOptions, Controller } from '../../src/model/controller/controller';
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
      'database-relation-created': (unit) => unit.setStatus('waiting', 'for the database'),
      'database-relation-joined': (unit) => unit.setStatus('active', 'has a database'),
      'database-relation-broken': (unit) => unit.setStatus('blocked', 'no database'),
    },
    actions: {
      greet: (unit) => ({ greeting: `${String(unit.config['greeting'])}, ${String(unit.params['name'])}` }),
      refuse(unit) {
        unit.actionLog('thinking');
        unit.setResults({ reason: 'none' });
        unit.fail('it would rather not');
      },
      linger: (unit) => unit.sleep('10h'),
      mark: (unit) => unit.setStatus('active', 'marked'),
    },
    exec: (command, { unit }) => {
      if (command === 'one of two') return { code: unit === 'web/1' ? 9 : 0, stdout: '' };
      const code = command.startsWith('exit ') ? Number(command.slice(5)) : 0;
      return { code, stdout: `${unit}: ${command}\n`, stderr: code === 0 ? '' : 'it was told to\n' };
    },
  }),
  database: charm({ on: { start: (unit) => unit.setStatus('active') } }),
  agent: charm({ on: { start: (unit) => unit.setStatus('active') } }),
};

/** One scene for the tests of a block. */
export function sceneFor(
  options: EmbeddedControllerOptions = {},
  connect: Partial<ConnectOptions> = {},
): () => ModelScene {
  let scene: ModelScene | undefined;
  beforeAll(async () => {
    scene = await ModelScene.start(options, connect);
  });
  afterEach(() => scene?.embedded.faults.clear());
  afterAll(() => scene?.[Symbol.asyncDispose]());
  return () => {
    if (!scene) throw new Error('the scene has not been started');
    return scene;
  };
}

/** An embedded controller, connected as the layers above do it, with a model and charms to deploy. */
export class ModelScene implements AsyncDisposable {
  /** What was reported. */
  readonly lines: string[];
  #models = 0;

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
    const embedded = await EmbeddedController.start({ charms: scripts, timeScale: 1000, ...options });
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

  /** A new model, with a name of its own. It ends with the controller. */
  model(): Promise<Model> {
    this.#models += 1;
    return this.controller.addModel(`model-${String(this.#models)}`);
  }

  /** What the embedded controller knows of a model: for what no client could arrange or see. */
  inside(model: Model) {
    const found = this.embedded.state.models.get(model.uuid);
    if (!found) throw new Error(`the embedded controller has no model ${model.name}`);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.controller.close();
    await this.embedded.close();
    await this.folder[Symbol.asyncDispose]();
  }
}

/** Resolves when the condition holds; if it never does, Jest's own timeout ends the test. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
