import { existsSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';

/** What the `juju` client is told about a controller. @internal */
export interface Registration {
  readonly name: string;
  readonly uuid: string;
  readonly endpoint: string;
  readonly caCert: string;
  readonly cloud: string;
  readonly region: string;
  readonly agentVersion: string;
  readonly user: string;
  readonly password: string;
  readonly controllerModel: { readonly uuid: string; readonly type: string };
}

interface ClientFile {
  controllers?: Record<string, unknown>;
  'current-controller'?: string;
}

let lastChange: Promise<unknown> = Promise.resolve();

const fileNames = ['controllers.yaml', 'accounts.yaml', 'models.yaml'] as const;

/**
 * A folder of the `juju` client's files (`JUJU_DATA`) with one embedded controller in it, as the client's own code
 * and every library that reads its files expect them: 0700 and 0600, each file replaced in one step.
 *
 * @internal
 */
export class JujuData {
  private readonly own: boolean;
  private registered: string | undefined;
  /** The controller that was current before ours. */
  private before: string | undefined;

  private constructor(
    readonly directory: string,
    own: boolean,
  ) {
    this.own = own;
  }

  /** The given folder (made where it is missing), or a private temporary one. */
  static async open(directory?: string): Promise<JujuData> {
    if (directory === undefined) {
      return new JujuData(await mkdtemp(join(tmpdir(), 'juju-data-')), true);
    }
    const made = await mkdir(directory, { recursive: true, mode: 0o700 });
    if (made !== undefined) await chmod(directory, 0o700);
    return new JujuData(directory, made !== undefined);
  }

  /** Adds the controller, its account and its own model, and makes it the current controller. */
  async register(registration: Registration): Promise<void> {
    const { name, user } = registration;
    this.registered = name;
    await this.change('controllers.yaml', (file) => {
      file.controllers = { ...file.controllers, [name]: controllerEntry(registration) };
      if (file['current-controller'] !== name) this.before = file['current-controller'];
      file['current-controller'] = name;
    });
    await this.change('accounts.yaml', (file) => {
      const account = { user, password: registration.password, 'last-known-access': 'superuser' };
      file.controllers = { ...file.controllers, [name]: account };
    });
    // Nobody has macaroons for this controller; but python-libjuju does not do without the file that it looks for them in.
    await this.write('cookies', `${name}.json`, '[]\n');
    // Nor does it without the key that the client makes when it is first used. The client makes its own over this one.
    if (this.own) await this.write('ssh', 'juju_id_rsa.pub', `${publicSshKey()} juju-client-key\n`);
    await this.change('models.yaml', (file) => {
      const { uuid, type } = registration.controllerModel;
      const models = { [`${user}/controller`]: { uuid, type } };
      file.controllers = { ...file.controllers, [name]: { models } };
    });
  }

  /** Takes the controller out again; a folder that this object made goes with everything in it. */
  async remove(): Promise<void> {
    if (this.own) {
      await rm(this.directory, { recursive: true, force: true });
      return;
    }
    const name = this.registered;
    if (name === undefined) return;
    this.registered = undefined;
    // Who made the folder may have been faster.
    if (!existsSync(this.directory)) return;
    await rm(this.cookieFile(name), { force: true });
    for (const fileName of fileNames) {
      await this.change(fileName, (file) => {
        file.controllers = Object.fromEntries(
          Object.entries(file.controllers ?? {}).filter(([key]) => key !== name),
        );
        if (file['current-controller'] !== name) return;
        delete file['current-controller'];
        if (this.before !== undefined && this.before in file.controllers)
          file['current-controller'] = this.before;
      });
    }
  }

  private async write(folder: string, fileName: string, content: string): Promise<void> {
    await mkdir(join(this.directory, folder), { recursive: true, mode: 0o700 });
    await writeFile(join(this.directory, folder, fileName), content, { mode: 0o600 });
  }

  private cookieFile(name: string): string {
    return join(this.directory, 'cookies', `${name}.json`);
  }

  /** One change at a time: controllers of one process may share a folder. */
  private change(fileName: string, edit: (file: ClientFile) => void): Promise<void> {
    const changed = lastChange.then(() => this.changeNow(fileName, edit));
    lastChange = changed.catch(() => undefined);
    return changed;
  }

  private async changeNow(fileName: string, edit: (file: ClientFile) => void): Promise<void> {
    const path = join(this.directory, fileName);
    const file = await readClientFile(path);
    edit(file);
    // Beside the file, so that the rename stays on one disk and no reader ever sees half of it.
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(temporary, dump(file, { lineWidth: -1 }), { mode: 0o600 });
    await rename(temporary, path);
  }
}

/** A new key whose private half nobody has, in one line as OpenSSH writes it. */
function publicSshKey(): string {
  const { publicKey } = generateKeyPairSync('ed25519');
  // The key itself is what the DER form ends with.
  const parts = [Buffer.from('ssh-ed25519'), publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)];
  const withLengths = parts.flatMap((part) => [Buffer.from([0, 0, 0, part.length]), part]);
  return `ssh-ed25519 ${Buffer.concat(withLengths).toString('base64')}`;
}

function controllerEntry(registration: Registration): Record<string, unknown> {
  return {
    uuid: registration.uuid,
    'api-endpoints': [registration.endpoint],
    'ca-cert': registration.caCert,
    cloud: registration.cloud,
    region: registration.region,
    type: 'lxd',
    'agent-version': registration.agentVersion,
    'controller-machine-count': 1,
    'active-controller-machine-count': 0,
    'machine-count': 0,
  };
}

async function readClientFile(path: string): Promise<ClientFile> {
  try {
    return (load(await readFile(path, 'utf8')) as ClientFile | undefined) ?? {};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
