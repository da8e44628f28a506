import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  accountEntry,
  type AccountEntry,
  controllerEntry,
  type ControllerEntry,
  modelEntries,
  type ModelEntries,
} from './client-entries';
import { asMapping, readClientYaml, textOf } from './client-file';
import { CookieJar } from './cookie-jar';
import { AuthenticationError, ControllerNotFoundError } from './errors';
import { selectFrom, type Selection, type Wanted } from './client-selection';

/**
 * The files of the juju client, as they are now: each question reads them again, so that a `juju switch` or a
 * `juju login` in another terminal counts. Nothing is written but cookies.
 *
 * @internal
 */
export class ClientStore {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The store of `JUJU_DATA`, else `XDG_DATA_HOME`/juju, else `~/.local/share/juju`, as the juju client has it. */
  static fromEnvironment(env: NodeJS.ProcessEnv = process.env): ClientStore {
    if (env['JUJU_DATA']) return new ClientStore(env['JUJU_DATA']);
    const share = env['XDG_DATA_HOME'] || join(env['HOME'] || homedir(), '.local', 'share');
    return new ClientStore(join(share, 'juju'));
  }

  /** controllers.yaml: the file that messages name. */
  get controllersPath(): string {
    return join(this.directory, 'controllers.yaml');
  }

  /** Every registered controller, by name. */
  async controllers(): Promise<Record<string, ControllerEntry>> {
    const path = this.controllersPath;
    const all = asMapping((await readClientYaml(path))['controllers'], path, 'controllers');
    return Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, controllerEntry(value, path, name)]),
    );
  }

  /**
   * One controller.
   *
   * @throws ControllerNotFoundError naming the known ones and the next step
   */
  async controller(name: string): Promise<ControllerEntry & { readonly name: string }> {
    const path = this.controllersPath;
    const all = asMapping((await readClientYaml(path))['controllers'], path, 'controllers');
    if (!Object.hasOwn(all, name)) throw unknownController(name, Object.keys(all), path);
    return { name, ...controllerEntry(all[name], path, name) };
  }

  /** The controller that `juju switch` selected; `undefined` where none is. */
  async currentController(): Promise<string | undefined> {
    return textOf(await readClientYaml(this.controllersPath), 'current-controller');
  }

  /**
   * The account that the juju client uses on a controller.
   *
   * @throws AuthenticationError where it is not logged in
   */
  async account(controllerName: string): Promise<AccountEntry> {
    const path = join(this.directory, 'accounts.yaml');
    const all = asMapping((await readClientYaml(path))['controllers'], path, 'controllers');
    if (!Object.hasOwn(all, controllerName)) throw notLoggedIn(controllerName, path);
    return accountEntry(all[controllerName], path, controllerName);
  }

  /** What the juju client remembers of a controller's models. */
  async models(controllerName: string): Promise<ModelEntries> {
    const path = join(this.directory, 'models.yaml');
    const all = asMapping((await readClientYaml(path))['controllers'], path, 'controllers');
    return modelEntries(all[controllerName], path, controllerName);
  }

  /** The macaroons that logins to a controller left behind. */
  cookies(controllerName: string): Promise<CookieJar> {
    return CookieJar.load(join(this.directory, 'cookies', `${controllerName}.json`));
  }

  /**
   * Which controller, and which model if any is named, by the rules of the juju client: what is asked for here, else
   * `JUJU_MODEL` and `JUJU_CONTROLLER`, else the current controller.
   *
   * Unlike the juju client it never falls back to the current model: nobody's model is taken for a test by accident.
   *
   * @throws ControllerNotFoundError where there is no such controller, or none at all
   * @throws JujuError where two of those contradict each other
   */
  select(wanted: Wanted, env: NodeJS.ProcessEnv = process.env): Promise<Selection> {
    return selectFrom(this, wanted, env);
  }
}

function unknownController(name: string, known: readonly string[], path: string): ControllerNotFoundError {
  return new ControllerNotFoundError(
    `The juju client knows no controller "${name}"; ${listOf(known)} (${path}). ` +
      `Make one with \`juju bootstrap\`, get access to one with \`juju register\`, or set \`embedded: true\` to need none.`,
  );
}

function listOf(known: readonly string[]): string {
  return known.length === 0
    ? 'none is registered'
    : `known are ${known.map((name) => `"${name}"`).join(', ')}`;
}

function notLoggedIn(controllerName: string, path: string): AuthenticationError {
  return new AuthenticationError(
    `The juju client is not logged in to controller "${controllerName}" (${path} has no account for it). ` +
      `Log in with \`juju login -c ${controllerName}\`.`,
    { controllerName, user: '' },
  );
}
