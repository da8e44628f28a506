import { isRecord } from '../../is-record';
import type { ClusterAccess } from './cluster-access';
import { kubeList } from './kube-request';

const isDefault = 'storageclass.kubernetes.io/is-default-class';

/** The name of a cluster's default storage class, the last where several say that they are it. @internal */
export async function defaultStorageClass(
  access: ClusterAccess,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const classes = await kubeList(access, '/apis/storage.k8s.io/v1/storageclasses', signal);
  const metadata = classes.map((each) => each['metadata']).filter(isRecord);
  const found = metadata.findLast(
    ({ annotations }) => isRecord(annotations) && annotations[isDefault] === 'true',
  );
  return typeof found?.['name'] === 'string' ? found['name'] : undefined;
}
