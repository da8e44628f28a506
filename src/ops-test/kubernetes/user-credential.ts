import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { isRecord } from '../../is-record';
import type { ClusterAccess, ClusterCredential, KubeSurroundings } from './cluster-access';
import { KubernetesError } from './errors';
import { runCredentialPlugin } from './credential-plugin';
import { type NamedEntry } from './kube-config';
import { dataOf } from './kube-data';

/** The cluster that somebody logs in to. @internal */
export type ClusterPlace = Omit<ClusterAccess, 'credential' | 'renewal'>;

/**
 * The credential of a user of a kubeconfig: a client certificate with its key, else a token, else a name and password,
 * else what a plugin gives.
 *
 * @throws KubernetesError where there is none of these
 * @internal
 */
export async function credentialOf(
  user: NamedEntry,
  place: ClusterPlace,
  surroundings: KubeSurroundings,
): Promise<ClusterCredential> {
  const { value } = user;
  const written =
    (await certificateOf(user, place.from)) ?? (await tokenOf(user, place.from)) ?? passwordOf(user);
  if (written) return written;
  if (isRecord(value['exec'])) {
    return await runCredentialPlugin(value['exec'], { place, directory: user.directory, surroundings });
  }
  const provider = value['auth-provider'];
  throw new KubernetesError(
    provider === undefined
      ? `The user of ${place.from} has no credential that Juju can use: neither a client certificate with its key, ` +
          'nor a token, nor a username and password, nor a plugin (exec)'
      : `The user of ${place.from} logs in by an auth-provider, which Kubernetes no longer has. Use a plugin (exec)`,
    { code: 'not found' },
  );
}

/** Whether another one may come of asking again. @internal */
export function isRenewable({ value: { tokenFile, exec } }: NamedEntry): boolean {
  return tokenFile !== undefined || exec !== undefined;
}

async function certificateOf(user: NamedEntry, from: string): Promise<ClusterCredential | undefined> {
  const certificate = await dataOf(user, 'client-certificate', from);
  const key = await dataOf(user, 'client-key', from);
  return certificate === undefined || key === undefined
    ? undefined
    : { kind: 'certificate', certificate, key };
}

/** A file goes before the token itself, as with `kubectl`: it may be renewed. */
async function tokenOf(
  { value, directory }: NamedEntry,
  from: string,
): Promise<ClusterCredential | undefined> {
  const { token, tokenFile } = value;
  if (typeof tokenFile !== 'string' || tokenFile === '') {
    return typeof token === 'string' && token !== '' ? { kind: 'token', token } : undefined;
  }
  try {
    return { kind: 'token', token: (await readFile(resolve(directory, tokenFile), 'utf8')).trim() };
  } catch (cause) {
    throw new KubernetesError(`The tokenFile of ${from} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function passwordOf({ value }: NamedEntry): ClusterCredential | undefined {
  const { username, password } = value;
  return typeof username === 'string' && typeof password === 'string'
    ? { kind: 'password', username, password }
    : undefined;
}
