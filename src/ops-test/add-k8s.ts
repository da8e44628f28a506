import { randomUUID } from 'node:crypto';

import { JujuError, notValid } from '../errors';
import { isRecord } from '../is-record';
import type { AddCredentialOptions } from '../model/controller/administration/credentials';
import type { AddCloudOptions } from '../model/controller/administration/manage-clouds';
import { anySignal, type CallLimits } from '../model/calls/call-limits';
import { checkKeys } from '../model/calls/check-keys';
import type { ClusterAccess, ClusterCredential } from './kubernetes/cluster-access';
import { findCluster } from './kubernetes/find-cluster';
import { defaultStorageClass } from './kubernetes/storage-class';
import { newModelName } from './model-names';
import type { Workplace } from './workplace';

/**
 * Which Kubernetes cluster to add as a cloud.
 *
 * @public
 */
export interface AddK8sOptions extends CallLimits {
  /**
   * What Juju is to call the cloud.
   *
   * A letter, then letters, digits, `.`, `_` and `-`: the credential has the same name.
   *
   * @defaultValue a new name, made of the test file's name: `web-k8s-cloud-x1y2`
   */
  readonly cloudName?: string | undefined;
  /**
   * The path of a kubeconfig (relative to Jest's `rootDir`), or its content as an object.
   *
   * @defaultValue the files of `$KUBECONFIG`, else `~/.kube/config`, else the cluster that this process is a pod of
   */
  readonly kubeconfig?: string | Readonly<Record<string, unknown>> | undefined;
  /**
   * Which of its contexts.
   *
   * @defaultValue its current one
   */
  readonly context?: string | undefined;
  /**
   * `false`: workloads and operators have their storage from the cluster's default storage class.
   *
   * @defaultValue `true`
   */
  readonly skipStorage?: boolean | undefined;
  /** The storage class of workloads and operators; whatever `skipStorage` says. */
  readonly storageClass?: string | undefined;
}

const keys = ['cloudName', 'kubeconfig', 'context', 'skipStorage', 'storageClass', 'signal', 'timeout'];

/** What Juju takes for a cloud and for a credential as well; it would take the two in different forms. */
const fitName = /^[a-zA-Z][a-zA-Z0-9._-]*$/;

const authTypes = ['certificate', 'clientcertificate', 'oauth2', 'oauth2withcert', 'userpass'];

/**
 * Adds a Kubernetes cluster to the controller as a cloud, with a credential of the same name. What is half done when it
 * fails is undone.
 *
 * @returns the cloud's name
 * @internal
 */
export async function addK8s(place: Workplace, options: AddK8sOptions): Promise<string> {
  checkOptions(options);
  const { cloudName = newModelName(place.host.testPath, 'k8s-cloud') } = options;
  const limits = { signal: anySignal(options.signal, place.signal.current()), timeout: options.timeout };
  const { env, rootDir: directory } = place.host;
  const access = await findCluster(options, { env, directory, signal: limits.signal });
  const storage = await storageFor(access, options, limits.signal);
  await checkName(place, cloudName, limits);
  const id = await intend(place, cloudName);
  const wanted = { id, cloud: cloudOf(access, storage), credential: access.credential };
  await addBoth(place, cloudName, wanted, limits);
  place.ownClouds.set(cloudName, { id, access });
  return cloudName;
}

function checkOptions(options: AddK8sOptions): void {
  checkKeys(options, keys, 'addK8s');
  for (const name of ['cloudName', 'context', 'storageClass'] as const) {
    const value: unknown = options[name];
    if (value === undefined || (typeof value === 'string' && value !== '')) continue;
    throw new TypeError(`${name} must be a text; got ${JSON.stringify(value)}`);
  }
  const { cloudName } = options;
  if (cloudName !== undefined && !fitName.test(cloudName)) {
    throw notValid(
      'cloudName must begin with a letter and go on with letters, digits, ".", "_" and "-"; ' +
        `got ${JSON.stringify(cloudName)}`,
    );
  }
  const { kubeconfig, skipStorage } = options as Readonly<Record<string, unknown>>;
  if (skipStorage !== undefined && typeof skipStorage !== 'boolean') {
    throw new TypeError(`skipStorage must be true or false; got ${JSON.stringify(skipStorage)}`);
  }
  if (kubeconfig === undefined || isRecord(kubeconfig)) return;
  if (typeof kubeconfig === 'string' && kubeconfig !== '') return;
  // Not the value: it may be a kubeconfig in some other form, with a token in it.
  throw new TypeError(
    `kubeconfig must be the path of a kubeconfig, or its content as an object; got ${typeof kubeconfig}`,
  );
}

async function storageFor(
  access: ClusterAccess,
  { skipStorage = true, storageClass }: AddK8sOptions,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  return storageClass ?? (skipStorage ? undefined : await defaultStorageClass(access, signal));
}

/** Asked before, so that whatever is undone afterwards is ours. */
async function checkName({ controller, controllerName }: Workplace, name: string, limits: CallLimits) {
  const known = await controller.clouds(limits);
  if (!known.some((cloud) => cloud.name === name)) return;
  throw new JujuError(
    `The cloud "${name}" cannot be added: ${controllerName} has one of that name already. Choose another cloudName, ` +
      `or use that one with opsTest.trackModel(…, { cloudName: '${name}' })`,
    { code: 'already exists' },
  );
}

function cloudOf({ server, ca, skipTlsVerify }: ClusterAccess, storage: string | undefined): AddCloudOptions {
  return {
    type: 'kubernetes',
    authTypes,
    endpoint: server,
    regions: [{ name: 'default', endpoint: server }],
    hostCloudRegion: 'kubernetes/ops-test',
    skipTlsVerify,
    ...(ca !== undefined && { caCertificates: [ca] }),
    ...(storage !== undefined && { config: { 'workload-storage': storage, 'operator-storage': storage } }),
  };
}

function credentialOf(credential: ClusterCredential): Pick<AddCredentialOptions, 'authType' | 'attributes'> {
  switch (credential.kind) {
    case 'certificate': {
      const { certificate, key } = credential;
      return {
        authType: 'clientcertificate',
        attributes: { ClientCertificateData: certificate, ClientKeyData: key },
      };
    }
    case 'token':
      return { authType: 'oauth2', attributes: { Token: credential.token } };
    case 'password': {
      const { username, password } = credential;
      return { authType: 'userpass', attributes: { username, password } };
    }
  }
}

/** Before anything is added: no death of the process leaves a cloud that nobody knows of. */
async function intend({ host, store, controllerName }: Workplace, cloudName: string): Promise<string> {
  const id = randomUUID();
  await host.journal.intendCloud({ id, controllerName, jujuData: store.directory, cloudName });
  return id;
}

interface Wanted {
  /** The cloud's name in the journal. */
  readonly id: string;
  readonly cloud: AddCloudOptions;
  readonly credential: ClusterCredential;
}

async function addBoth(
  place: Workplace,
  name: string,
  { id, cloud, credential }: Wanted,
  limits: CallLimits,
): Promise<void> {
  const { controller } = place;
  const { journal } = place.host;
  try {
    await journal.cloudAsked(id);
    await controller.addCloud(name, { ...cloud, ...limits });
    await journal.cloudAdded(id);
    await controller.addCredential(name, { cloud: name, ...credentialOf(credential), ...limits });
  } catch (error) {
    // Somebody was faster: that cloud is theirs.
    const isTheirs = error instanceof JujuError && error.code === 'already exists';
    if (isTheirs) await journal.cloudRemoved(id);
    else await undo(place, name, id);
    throw error;
  }
}

/** It may be there although nobody has answered. */
async function undo(place: Workplace, name: string, id: string): Promise<void> {
  const { controller, controllerName, host, signal } = place;
  try {
    await signal.tidy(() => controller.removeCloud(name, { timeout: '30s' }));
    await host.journal.cloudRemoved(id);
  } catch (error) {
    if (error instanceof JujuError && error.code === 'not found') {
      await host.journal.cloudRemoved(id);
      return;
    }
    await host.journal.cloudFailed(id, error as Error);
    host.report(
      `The cloud "${name}" could not be added as a whole, and may be left over: ${(error as Error).message}\n` +
        `  remove it: juju remove-cloud -c ${controllerName} ${name}`,
    );
  }
}
