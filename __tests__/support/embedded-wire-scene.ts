import { join } from 'node:path';
import type { JujuSeries } from '../../src/embedded/state/profile';
import type { Model } from '../../src/embedded/state/model';
import { secretUri } from '../../src/embedded/state/secret-ids';
import { encodeContent } from '../../src/embedded/state/secret-content';
import { addUserSecret, grantUserSecret } from '../../src/embedded/state/user-secrets';
import { zipCharm } from './embedded-wire-charm';
import type { StillServer } from './embedded-wire-server';
import { startStillServer } from './embedded-wire-server';

/** A controller with a model in which there is something of everything. */
export interface Scene extends StillServer {
  readonly model: Model;
  readonly charmUrl: string;
  readonly actionId: string;
  readonly operationId: string;
  readonly relationId: number;
  readonly secretUri: string;
}

const webMetadata = {
  name: 'web',
  provides: { website: { interface: 'http' } },
  requires: { db: { interface: 'pg' } },
  storage: { data: { type: 'filesystem' } },
  resources: { page: { type: 'file', filename: 'page.html' } },
};
const config = { options: { port: { type: 'int', default: 80 }, title: { type: 'string' } } };
const actions = { greet: { description: 'Greets.', params: { name: { type: 'string' } } } };
const manifest = { bases: [{ name: 'ubuntu', channel: '22.04', architectures: ['amd64'] }] };

const dbMetadata = {
  name: 'db',
  provides: { db: { interface: 'pg' } },
  peers: { cluster: { interface: 'raft' } },
};

let archives: Promise<[Buffer, Buffer]> | undefined;

async function zipCharms(): Promise<[Buffer, Buffer]> {
  const files = { 'manifest.yaml': manifest };
  return await Promise.all([
    zipCharm(webMetadata, { ...files, 'config.yaml': config, 'actions.yaml': actions }),
    zipCharm(dbMetadata, files),
  ]);
}

/** Two applications in a relation, an action, annotations, a secret, and beside them another user and another cloud. */
export async function startScene(series: JujuSeries): Promise<Scene> {
  const server = await startStillServer(series);
  const { state } = server;
  const model = state.addModel({ name: 'scene', owner: 'admin' });
  const [web, db] = await (archives ??= zipCharms());
  const webCharm = await model.addCharm(web);
  const dbCharm = await model.addCharm(db);
  model.deploy({ application: 'web', charmUrl: webCharm.url, numUnits: 1 });
  model.deploy({ application: 'db', charmUrl: dbCharm.url, numUnits: 2 });
  const relation = model.addRelation(['web:db', 'db:db']);
  const operation = model.enqueue([{ receiver: 'web/0', name: 'greet', parameters: { name: 'you' } }]);
  model.setAnnotations('application-web', { 'gui-x': '1' });
  state.users.add({ name: 'bob', displayName: 'Bob', password: 'bob', createdBy: 'admin' });
  state.clouds.set('other', { ...state.cloud, name: 'other', authTypes: ['userpass'], users: new Map() });
  state.credentials.set({
    cloud: 'other',
    owner: 'admin',
    name: 'default',
    authType: 'userpass',
    attributes: { password: 'hidden' },
  });
  const secret = addUserSecret(model, { label: 'key', content: encodeContent({ password: 'hidden' }) });
  grantUserSecret(model, secret.id, 'web', true);
  makeRunning(model);
  await state.charmhub.add('kit', join(__dirname, '../../fixtures/charms/files'));
  return {
    ...server,
    model,
    charmUrl: webCharm.url,
    actionId: operation.actions[0]?.id ?? '',
    operationId: operation.id,
    relationId: relation.id,
    secretUri: secretUri(secret.id),
  };
}

/** What the engine would do, as far as it shows in replies. */
function makeRunning(model: Model): void {
  for (const machine of model.machines.values()) {
    machine.instanceId = `juju-${machine.id}`;
    machine.hostname = machine.instanceId;
    machine.hardware = { arch: 'amd64', cores: 2, mem: 2048 };
    machine.addresses = [{ value: `10.0.0.${machine.id}`, type: 'ipv4', scope: 'local-cloud' }];
    machine.agent.set('started');
    machine.instance.set('running', 'Running');
  }
  const unit = model.unit('web/0');
  unit.openedPorts.push({ fromPort: 80, toPort: 80, protocol: 'tcp', endpoint: '' });
  unit.setWorkloadStatus('active', 'ready');
  unit.setAgentStatus('idle');
  model.application('web').leader = 'web/0';
}
