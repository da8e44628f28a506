import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findCluster } from '../../../src/ops-test/kubernetes/find-cluster';
import { defaultStorageClass } from '../../../src/ops-test/kubernetes/storage-class';
import { KubeApi } from '../../support/kube-api';
import { testFolder } from '../../support/ops-test-folder';

/** A folder as Kubernetes mounts it in a pod. */
function serviceAccount(files: Readonly<Record<string, string>>): string {
  const folder = join(testFolder(), 'serviceaccount');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

const pod = (changes: NodeJS.ProcessEnv = {}) => ({
  HOME: testFolder(),
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
  ...changes,
});

const find = (env: NodeJS.ProcessEnv, folder: string, choice = {}) =>
  findCluster(choice, { env, directory: testFolder(), serviceAccount: folder });

test('in a pod without a kubeconfig the cluster is its own, by the token of its service account', async () => {
  const folder = serviceAccount({ token: 'pod-token\n', 'ca.crt': 'the CA' });

  expect(await find(pod({ KUBERNETES_SERVICE_PORT: '6443' }), folder)).toEqual({
    from: `the service account of this pod (${folder})`,
    server: 'https://10.0.0.1:6443',
    ca: 'the CA',
    skipTlsVerify: false,
    serverName: undefined,
    credential: { kind: 'token', token: 'pod-token' },
  });
});

test('an address of IPv6 stands in brackets; the port is 443, and a CA of its own need not be there', async () => {
  const folder = serviceAccount({ token: 'pod-token' });

  expect(await find(pod({ KUBERNETES_SERVICE_HOST: 'fd00::1' }), folder)).toMatchObject({
    server: 'https://[fd00::1]:443',
    ca: undefined,
  });
});

test('its API is asked with that token and that CA', async () => {
  await using api = await KubeApi.start();
  api.known.add('Bearer pod-token');
  const annotations = { 'storageclass.kubernetes.io/is-default-class': 'true' };
  api.answers.set('/apis/storage.k8s.io/v1/storageclasses', {
    items: [{ metadata: { name: 'fast', annotations } }],
  });
  const { hostname, port } = new URL(api.url);
  const folder = serviceAccount({ token: 'pod-token', 'ca.crt': api.certificate.caCert });
  const env = pod({ KUBERNETES_SERVICE_HOST: hostname, KUBERNETES_SERVICE_PORT: port });

  expect(await defaultStorageClass(await find(env, folder), undefined)).toBe('fast');
});

test.each<[string, NodeJS.ProcessEnv, Record<string, string>, object]>([
  ['no address', { KUBERNETES_SERVICE_HOST: undefined }, { token: 'pod-token' }, {}],
  ['no token', {}, {}, {}],
  ['an empty token', {}, { token: '\n' }, {}],
  ['a context that is asked for', {}, { token: 'pod-token' }, { context: 'lab' }],
])('with %s it is no pod', async (_, env, files, choice) => {
  await expect(find(pod(env), serviceAccount(files), choice)).rejects.toThrow('There is no kubeconfig');
});
