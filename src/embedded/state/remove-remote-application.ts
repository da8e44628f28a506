import type { Model } from './model';
import type { RemoteApplication } from './relation-entities';
import { relationsOf } from './remove-application';
import { removeSecretsOfConsumer } from './secret-removal';

/** Takes a remote application away that nothing needs any more. @internal */
export function removeRemoteApplicationIfDone(model: Model, name: string): void {
  const remote = model.remoteApplications.get(name);
  if (remote === undefined || relationsOf(model, name).length > 0) return;
  if (remote.isConsumerProxy || remote.life !== 'alive') removeRemoteApplication(model, remote);
}

/** Takes a remote application out of the model. @internal */
export function removeRemoteApplication(model: Model, remote: RemoteApplication): void {
  if (!model.remoteApplications.delete(remote.name)) return;
  remote.life = 'dead';
  removeSecretsOfConsumer(model, remote.name);
  model.note('remoteApplication', remote.name);
}
