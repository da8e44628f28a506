import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { dump, load } from 'js-yaml';

import { WaitTimeoutError } from '../../../src/model/errors';
import type { Model } from '../../../src/model/model';
import { allActive } from '../../../src/model/predicates/all-status';
import { profiles, sceneFor } from '../../support/model-scene';

/** Something that takes connections and says nothing: the endpoint of a controller that is dead, but not gone. */
class DeadEndpoint implements AsyncDisposable {
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
    });
  }

  static async open(): Promise<DeadEndpoint> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new DeadEndpoint(server);
  }

  get address(): string {
    return `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe.each(profiles)('on Juju %s a wait ends right', (juju) => {
  const scene = sceneFor({ juju });

  /** What was reported of how the polls went. */
  const pollReports = () => scene().lines.filter((line) => line.includes('; polls: '));

  /** A model whose charm is being deployed, with a fault that goes on until the wait has ended. */
  async function waited(model: Model, fault: (isOver: () => boolean) => Promise<void>): Promise<string[]> {
    scene().lines.length = 0;
    let isOver = false;
    const failing = fault(() => isOver);
    await model.waitForIdle({ status: 'active', timeout: '1m' }).finally(() => (isOver = true));
    await failing;
    return [...model.units.values()].map(({ name, workloadStatus }) => `${name} ${workloadStatus.message}`);
  }

  test('where the connection is dropped again and again, and says how often it broke', async () => {
    const model = await scene().model();
    await model.deploy(scene().web, { units: 3 });
    let drops = 0;

    const units = await waited(model, async (isOver) => {
      for (; !isOver() || drops === 0; drops += 1) {
        scene().embedded.faults.drop();
        await sleep(40);
      }
    });

    expect(units).toEqual(['web/0 ready', 'web/1 ready', 'web/2 ready']);
    const [report, ...others] = pollReports();
    expect(others).toEqual([]);
    expect(report).toMatch(
      /: waited \S+ for idle \(status: active\); polls: \d+ ok, \d+ failed.*; the connection broke \d+ times?$/,
    );
  });

  test('where the controller is restarted, and cannot be reached for a while', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);

    const units = await waited(model, () => scene().embedded.faults.restart({ downtime: '150ms' }));

    expect(units).toEqual(['web/0 ready']);
    expect(pollReports()).toEqual([
      expect.stringMatching(/polls: \d+ ok, \d+ failed.*the connection broke 1 time$/),
    ]);
  });

  test('where replies are delayed, and asks for no more of them than before', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    scene().embedded.faults.delay('60ms', { method: 'Client.FullStatus' });

    const units = await waited(model, () => Promise.resolve());

    expect(units).toEqual(['web/0 ready']);
    expect(pollReports()).toEqual([]);
  });

  test('where some polls fail, and says how many did and why', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    scene().embedded.faults.failMethod('Client.FullStatus', { message: 'database is busy', times: 3 });

    const units = await waited(model, () => Promise.resolve());

    expect(units).toEqual(['web/0 ready']);
    expect(pollReports()).toEqual([
      expect.stringMatching(
        /polls: \d+ ok, 3 failed \(last: database is busy \(Client\.FullStatus v\d+\)\)$/,
      ),
    ]);
  });

  test('where one endpoint of the controller is dead, and another refuses', async () => {
    await using dead = await DeadEndpoint.open();
    const file = join(scene().embedded.jujuData, 'controllers.yaml');
    const before = await readFile(file, 'utf8');
    const { name } = scene().embedded;
    const content = load(before) as { controllers: Record<string, { 'api-endpoints': string[] }> };
    content.controllers[name]?.['api-endpoints'].unshift(dead.address, '127.0.0.1:1');
    const model = await scene().model();
    await model.deploy(scene().web);
    await writeFile(file, dump(content));

    const units = await waited(model, () => {
      scene().embedded.faults.drop();
      return Promise.resolve();
    });
    await writeFile(file, before);

    expect(units).toEqual(['web/0 ready']);
    expect(pollReports()).toEqual([expect.stringMatching(/the connection broke 1 time$/)]);
  });

  test('at its deadline where the connection stays away, with the polls that failed, and its cause', async () => {
    const model = await scene().model();
    await model.deploy(scene().web);
    await model.waitForIdle();
    scene().embedded.faults.refuse();
    scene().embedded.faults.drop();

    const failure = model.wait(allActive('mail'), { timeout: '300ms' });

    await expect(failure).rejects.toThrow(WaitTimeoutError);
    await expect(failure).rejects.toMatchObject({ polls: { disconnects: 1 } });
    await expect(failure).rejects.toThrow(/Polls: \d+ ok, \d+ failed.*; the connection broke 1 time$/m);
  });
});
