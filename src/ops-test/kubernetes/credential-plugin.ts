import { resolve } from 'node:path';

import { isRecord } from '../../is-record';
import { SecretHider } from '../../model/hide-secrets';
import { runCommand } from '../run-command';
import type { ClusterCredential, KubeSurroundings } from './cluster-access';
import { KubernetesError } from './errors';
import type { ClusterPlace } from './user-credential';

interface PluginScene {
  readonly place: ClusterPlace;
  /** What the plugin's path is relative to. */
  readonly directory: string;
  readonly surroundings: KubeSurroundings;
}

const timeout = '1m';

/**
 * Asks a credential plugin (`exec` in a kubeconfig) for a credential, without a terminal.
 *
 * What it prints is the credential itself: no message shows it.
 *
 * @throws KubernetesError where it fails, takes more than a minute or prints something else
 * @internal
 */
export async function runCredentialPlugin(
  spec: Readonly<Record<string, unknown>>,
  scene: PluginScene,
): Promise<ClusterCredential> {
  const { from } = scene.place;
  const { command, interactiveMode } = spec;
  if (typeof command !== 'string' || command === '') {
    throw new KubernetesError(`The plugin of the user of ${from} has no command`);
  }
  if (interactiveMode === 'Always') {
    throw new KubernetesError(
      `The plugin ${command} of ${from} wants to ask at a terminal, and a test has none`,
    );
  }
  const text = await outputOf(command, spec, scene);
  return credentialIn(text, `The plugin ${command} of ${from}`);
}

async function outputOf(
  command: string,
  spec: Readonly<Record<string, unknown>>,
  { place, directory, surroundings }: PluginScene,
): Promise<string> {
  const what = `The plugin ${command} of ${place.from}`;
  const program = command.includes('/') ? resolve(directory, command) : command;
  const args = Array.isArray(spec['args']) ? spec['args'].map(String) : [];
  const env = { ...surroundings.env, ...variables(spec['env']), KUBERNETES_EXEC_INFO: execInfo(spec, place) };
  const where = { cwd: surroundings.directory, env, signal: surroundings.signal };
  const result = await runCommand({ program, args, options: { timeout } }, where).catch((error: unknown) => {
    // Not as its cause: the error of a command carries what the command printed.
    const { code = '', name = '' } = error as { readonly code?: string; readonly name?: string };
    const hint = spec['installHint'];
    const how = typeof hint === 'string' ? ` ${hint}` : '';
    if (name === 'ProgramNotFoundError')
      throw new KubernetesError(`${what} is not installed.${how}`, { code });
    throw new KubernetesError(
      code === 'timeout' ? `${what} had not ended after ${timeout}` : `${what} was given up`,
      {
        code,
      },
    );
  });
  if (result.exitCode === 0) return result.stdout;
  throw new KubernetesError(`${what} failed (${String(result.exitCode)}): ${excuseIn(result.stderr)}`);
}

/** How much is shown of what a plugin says. */
const shownLength = 500;

/**
 * The end of what a plugin says for its failure. It may say what it was given, or has got: of that nothing is shown,
 * neither what goes by the name of a secret nor what looks like one.
 */
function excuseIn(stderr: string): string {
  const text = new SecretHider()
    .inText(stderr)
    .replace(/[\w+/=.-]{32,}/g, '<hidden>')
    .trim();
  if (text === '') return 'it said nothing';
  return text.length > shownLength ? `… ${text.slice(-shownLength)}` : text;
}

function variables(list: unknown): NodeJS.ProcessEnv {
  if (!Array.isArray(list)) return {};
  return Object.fromEntries(list.filter(isRecord).map(({ name, value }) => [String(name), String(value)]));
}

function execInfo(
  spec: Readonly<Record<string, unknown>>,
  { server, ca, skipTlsVerify, serverName, execConfig }: ClusterPlace,
): string {
  const cluster = {
    server,
    ...(ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
    ...(skipTlsVerify && { 'insecure-skip-tls-verify': true }),
    ...(serverName !== undefined && { 'tls-server-name': serverName }),
    ...(execConfig !== undefined && { config: execConfig }),
  };
  return JSON.stringify({
    kind: 'ExecCredential',
    apiVersion: spec['apiVersion'],
    spec: { interactive: false, ...(spec['provideClusterInfo'] === true && { cluster }) },
  });
}

function credentialIn(text: string, what: string): ClusterCredential {
  const status = statusIn(text);
  const { token, clientCertificateData: certificate, clientKeyData: key } = status;
  const expiresAt = timeIn(status['expirationTimestamp']);
  if (typeof certificate === 'string' && typeof key === 'string')
    return { kind: 'certificate', certificate, key, expiresAt };
  if (typeof token === 'string' && token !== '') return { kind: 'token', token, expiresAt };
  throw new KubernetesError(
    `${what} printed no ExecCredential with a token, or a certificate and its key, in its status`,
  );
}

function timeIn(text: unknown): number | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function statusIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    const status = isRecord(parsed) ? parsed['status'] : undefined;
    return isRecord(status) ? status : {};
  } catch {
    return {};
  }
}
