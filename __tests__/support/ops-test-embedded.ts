import { EmbeddedController, type EmbeddedControllerOptions } from '../../src/embedded';
import { OpsTest } from '../../src/ops-test/ops-test';
import type { OpsTestHost } from '../../src/ops-test/ops-test-host';
import type { OpsTestOptions } from '../../src/ops-test/ops-test-options';
import { type RecordingHost, recordingHost } from './ops-test-host';
import { until } from './ops-test-until';

export interface Opened {
  readonly opsTest: OpsTest;
  readonly host: RecordingHost;
}

export interface EmbeddedFile {
  /** The controller of the block's tests. */
  readonly controller: EmbeddedController;
  /** An `OpsTest` on it, not yet started. It is finished after the test, if the test did not. */
  make(options?: OpsTestOptions, host?: Partial<OpsTestHost>): Opened;
  /** A started one. */
  open(options?: OpsTestOptions, host?: Partial<OpsTestHost>): Promise<Opened>;
  /** The names of the models on the controller, but for its own; `owner/name` for those of others. */
  models(): string[];
}

/** One controller for the tests of a block, and nothing on it between them. */
export function onEmbedded(juju: '3.6' | '4.0', options: EmbeddedControllerOptions = {}): EmbeddedFile {
  let controller: EmbeddedController | undefined;
  const opened: OpsTest[] = [];
  const get = (): EmbeddedController => {
    if (!controller) throw new Error('The controller has not been started');
    return controller;
  };

  beforeAll(async () => {
    const users = [{ name: 'alice', password: 'alice-password' }];
    controller = await EmbeddedController.start({ juju, timeScale: Infinity, users, ...options });
  });

  afterEach(async () => {
    await get().faults.clear();
    for (const opsTest of opened.splice(0)) await opsTest.finish().catch(() => undefined);
    const { state } = get();
    for (const { uuid, isController } of state.models.values()) {
      if (!isController) state.destroyModel(uuid, { force: true, destroyStorage: true });
    }
    await until(() => state.models.size === 1);
  });

  afterAll(() => controller?.close());

  const make = (options: OpsTestOptions = {}, host: Partial<OpsTestHost> = {}): Opened => {
    const { jujuData } = get();
    const env = { PATH: process.env['PATH'], JUJU_DATA: jujuData };
    const recording = recordingHost({ env, timeScale: Infinity, failures: () => 0, ...host });
    const opsTest = new OpsTest(options, recording);
    opened.push(opsTest);
    return { opsTest, host: recording };
  };
  return {
    get controller() {
      return get();
    },
    make,
    async open(options, host) {
      const made = make(options, host);
      await made.opsTest.start();
      return made;
    },
    models() {
      const models = [...get().state.models.values()].filter(({ isController }) => !isController);
      return models.map(({ name, owner }) => (owner === 'admin' ? name : `${owner}/${name}`)).sort();
    },
  };
}
