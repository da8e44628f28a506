import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const usersOwn = ['id_ed25519.pub', 'id_ecdsa.pub', 'id_rsa.pub', 'identity.pub'];

/**
 * The public SSH keys that `juju add-model` would give a model: the juju client's own, and the user's.
 *
 * @param jujuData - the folder of the juju client's files
 * @returns one key in each line; `''` where there is none
 * @internal
 */
export async function authorizedKeys(jujuData: string, env: NodeJS.ProcessEnv): Promise<string> {
  const clientKeys = join(jujuData, 'ssh');
  const ownKeys = join(env['HOME'] || homedir(), '.ssh');
  const names = await readdir(clientKeys).catch(() => []);
  const paths = [
    ...names.filter((name) => name.endsWith('.pub')).map((name) => join(clientKeys, name)),
    ...usersOwn.map((name) => join(ownKeys, name)),
  ];
  const keys = await Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
  return keys
    .map((key) => key.trim())
    .filter((key) => key !== '')
    .map((key) => `${key}\n`)
    .join('');
}
