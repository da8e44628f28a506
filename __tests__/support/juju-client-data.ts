import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { ClientStore } from '../../src/juju/client-store';
import { controllerUuid, type RawServer } from './juju-raw-server';

export interface RegisteredController {
  readonly uuid?: string;
  readonly 'api-endpoints'?: readonly string[];
  readonly 'ca-cert'?: string;
  readonly [key: string]: unknown;
}

export interface ClientFiles {
  readonly controllers?: Readonly<Record<string, RegisteredController>>;
  readonly accounts?: Readonly<Record<string, Record<string, unknown>>>;
  readonly models?: Readonly<Record<string, unknown>>;
  readonly current?: string;
}

/** A directory of the juju client, to be removed by the test. */
export class ClientData {
  readonly store: ClientStore;

  private constructor(readonly directory: string) {
    this.store = new ClientStore(directory);
  }

  static async make(files: ClientFiles = {}): Promise<ClientData> {
    const data = new ClientData(await mkdtemp(join(tmpdir(), 'jest-operator-juju-')));
    await data.write(files);
    return data;
  }

  /** One controller `ctrl` with user `admin` at the endpoints of these servers, the first one's authority trusted. */
  static async of(
    servers: readonly RawServer[],
    account: Record<string, unknown> = password,
  ): Promise<ClientData> {
    return await ClientData.make({
      controllers: {
        ctrl: {
          uuid: controllerUuid,
          'api-endpoints': servers.map(({ endpoint }) => endpoint),
          'ca-cert': servers[0]?.certificate.caCert ?? '',
        },
      },
      accounts: { ctrl: account },
      current: 'ctrl',
    });
  }

  async write({ controllers, accounts, models, current }: ClientFiles): Promise<void> {
    if (controllers) {
      await this.file(
        'controllers.yaml',
        dump({ controllers, ...(current ? { 'current-controller': current } : {}) }),
      );
    }
    if (accounts) await this.file('accounts.yaml', dump({ controllers: accounts }));
    if (models) await this.file('models.yaml', dump({ controllers: models }));
  }

  /** Writes one file; gives its path. */
  async file(name: string, text: string): Promise<string> {
    const path = join(this.directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: 0o600 });
    return path;
  }

  async remove(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A password that no message may show. */
export const secretPassword = 'correct-horse-battery-staple';

const password = { user: 'admin', password: secretPassword };
