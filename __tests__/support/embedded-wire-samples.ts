import type { Scene } from './embedded-wire-scene';

/** Parameters with which a method can be called in the scene. */
export type Sample = (_: Scene, version: number) => object;

const entity = (tag: string) => ({ tag });
const entities = (...tags: string[]) => ({ entities: tags.map(entity) });
const nothing: Sample = () => ({});
const modelTag = (scene: Scene) => `model-${scene.model.uuid}`;
const base = { name: 'ubuntu', channel: '22.04/stable' };
const storeOrigin = {
  source: 'charm-hub',
  type: 'charm',
  id: '',
  architecture: 'amd64',
  risk: 'stable',
  base,
};
const localOrigin = { source: 'local', type: 'charm', id: '', architecture: 'amd64', base };
const otherCredential = {
  tag: 'cloudcred-other_admin_default',
  credential: { 'auth-type': 'userpass', attrs: { a: 'b' } },
};
const owner = (_: Scene, version: number) =>
  version >= 11 ? { qualifier: 'admin' } : { 'owner-tag': 'user-admin' };

/** The URL of an offer of the scene's database. */
function offered(model: Scene['model']): string {
  if (!model.offers.has('db')) {
    const offer = model.offer({ application: 'db', endpoints: { db: 'db' }, owner: 'admin' });
    offer.connections.push({
      ...{ sourceModelUuid: model.uuid, relationId: [...model.relations.keys()][0] ?? 0 },
      ...{ username: 'bob', endpoint: 'db' },
    });
  }
  return 'admin/scene.db';
}

/** An offer as a consumer is told of it. */
const offerOf = ({ uuid }: Scene['model']) => ({
  'source-model-tag': `model-${uuid}`,
  'offer-uuid': '00000000-0000-4000-8000-000000000001',
  'offer-url': 'admin/other.pg',
  'offer-name': 'pg',
  'application-description': '',
  endpoints: [{ name: 'db', role: 'provider', interface: 'pg', limit: 0 }],
});

const sshKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGXrc8hYq1Mg9Xq1jQwdPVzAIVYBnWvQ4nR9nRkK2s0B one@laptop';

/** One good call of each method that the embedded controller has. */
export const samples: Readonly<Record<string, Sample>> = {
  'Action.Actions': ({ actionId }) => entities(`action-${actionId}`, 'action-999'),
  'Action.ApplicationsCharmsActions': () => entities('application-web', 'application-db'),
  'Action.Cancel': ({ actionId }) => entities(`action-${actionId}`, 'action-999'),
  'Action.EnqueueOperation': () => ({
    actions: [
      { receiver: 'unit-web-0', name: 'greet', parameters: { name: 'x' } },
      { receiver: 'web/leader', name: 'greet', parameters: { name: 'x' } },
      { receiver: 'unit-web-9', name: 'greet', parameters: { name: 'x' } },
    ],
  }),
  'Action.ListOperations': nothing,
  'Action.Operations': ({ operationId }) => entities(`operation-${operationId}`),
  'Action.Run': () => ({
    commands: 'hostname',
    timeout: 1e9,
    units: ['web/0'],
    applications: ['db'],
    machines: ['0'],
  }),
  'Action.RunOnAllMachines': () => ({ commands: 'hostname', timeout: 1e9 }),
  'Action.WatchActionsProgress': ({ actionId }) => entities(`action-${actionId}`),
  'Annotations.Get': () => entities('application-web', 'unit-web-0', 'application-nothing'),
  'Annotations.Set': () => ({ annotations: [{ entity: 'unit-web-0', annotations: { a: 'b' } }] }),
  'Application.AddRelation': ({ model, charmUrl }) => {
    model.deploy({ application: 'second', charmUrl, numUnits: 1 });
    return { endpoints: ['second:db', 'db'] };
  },
  'Application.AddUnits': () => ({ application: 'web', 'num-units': 2, placement: [] }),
  'Application.ApplicationsInfo': () => entities('application-web', 'application-nothing'),
  'Application.CharmConfig': () => ({ args: [{ application: 'web', branch: '' }] }),
  'Application.CharmRelations': () => ({ application: 'web' }),
  'Application.Deploy': ({ charmUrl }) => ({
    applications: [
      {
        application: 'more',
        'charm-url': charmUrl,
        'charm-origin': localOrigin,
        'num-units': 1,
        'config-yaml': 'more:\n  port: 8080\n',
        constraints: { mem: 1024 },
        storage: { data: { Pool: 'lxd', Size: 10, Count: 1 } },
      },
      { application: 'Wrong', 'charm-url': charmUrl, 'charm-origin': localOrigin },
    ],
  }),
  'Application.DeployFromRepository': () => ({
    Args: [{ CharmName: 'kit', ApplicationName: 'more', Trust: true }, { CharmName: 'nothing' }],
  }),
  'Application.Destroy': () => ({ application: 'db' }),
  'Application.DestroyApplication': () => ({
    applications: [{ 'application-tag': 'application-db' }, { 'application-tag': 'application-nothing' }],
  }),
  'Application.DestroyRelation': ({ relationId }) => ({ 'relation-id': relationId }),
  'Application.DestroyUnit': () => ({ units: [{ 'unit-tag': 'unit-db-0' }, { 'unit-tag': 'unit-db-9' }] }),
  'Application.DestroyUnits': () => ({ 'unit-names': ['db/0'] }),
  'Application.Expose': () => ({
    application: 'web',
    'exposed-endpoints': { website: { 'expose-to-cidrs': ['10.0.0.0/8'] } },
  }),
  'Application.Get': () => ({ application: 'web' }),
  'Application.GetCharmURLOrigin': () => ({ application: 'web' }),
  'Application.GetConfig': () => entities('application-web', 'application-nothing'),
  'Application.GetConstraints': () => entities('application-web', 'application-nothing'),
  'Application.Leader': () => entity('application-web'),
  'Application.ResolveUnitErrors': () => ({ tags: entities('unit-web-0'), retry: true }),
  'Application.ScaleApplications': () => ({
    applications: [{ 'application-tag': 'application-web', scale: 2 }],
  }),
  'Application.SetCharm': ({ charmUrl }) => ({
    application: 'web',
    'charm-url': charmUrl,
    'charm-origin': localOrigin,
  }),
  'Application.SetConfigs': () => ({
    Args: [{ application: 'web', config: { port: '81' }, 'config-yaml': '' }],
  }),
  'Application.SetConstraints': () => ({ application: 'web', constraints: { cores: 2 } }),
  'Application.Unexpose': () => ({ application: 'web', 'exposed-endpoints': [] }),
  'Application.UnitsInfo': () => entities('application-web', 'unit-db-0', 'unit-db-9'),
  'Application.UnsetApplicationsConfig': () => ({
    Args: [{ application: 'web', options: ['port', 'trust'] }],
  }),
  'Application.Consume': ({ model }) => ({
    args: [
      { ...offerOf(model), 'application-alias': 'pg' },
      { ...offerOf(model), 'application-alias': 'web' },
    ],
  }),
  'Application.DestroyConsumedApplications': () => ({
    applications: [{ 'application-tag': 'application-nothing' }],
  }),
  'Application.SetRelationsSuspended': ({ relationId }) => ({
    args: [{ 'relation-id': relationId, suspended: true, message: 'wait' }],
  }),
  'ApplicationOffers.ApplicationOffers': ({ model }) => ({
    'offer-urls': [offered(model), 'admin/scene.nothing'],
  }),
  'ApplicationOffers.DestroyOffers': ({ model }) => ({
    'offer-urls': [offered(model), 'admin/nothing.db'],
    force: true,
  }),
  'ApplicationOffers.FindApplicationOffers': ({ model }) => {
    offered(model);
    return { Filters: [{ 'offer-name': '^db$' }] };
  },
  'ApplicationOffers.GetConsumeDetails': ({ model }) => ({
    'offer-urls': { 'offer-urls': [offered(model), 'admin/scene.nothing'] },
  }),
  'ApplicationOffers.ListApplicationOffers': ({ model }) => {
    offered(model);
    return { Filters: [{ 'model-name': 'scene' }] };
  },
  'ApplicationOffers.ModifyOfferAccess': ({ model }) => ({
    changes: [
      { 'user-tag': 'user-bob', action: 'grant', access: 'consume', 'offer-url': offered(model) },
      { 'user-tag': 'user-nobody', action: 'grant', access: 'consume', 'offer-url': offered(model) },
    ],
  }),
  'ApplicationOffers.Offer': (scene) => ({
    Offers: [
      { 'model-tag': modelTag(scene), 'offer-name': 'pg', 'application-name': 'db', endpoints: { db: 'db' } },
    ],
  }),
  'Block.List': nothing,
  'Block.SwitchBlockOff': () => ({ type: 'BlockDestroy' }),
  'Block.SwitchBlockOn': () => ({ type: 'BlockDestroy', message: 'do not' }),
  'Bundle.ExportBundle': () => ({ 'include-charm-defaults': false, 'include-series': false }),
  'Bundle.GetChangesMapArgs': () => ({
    yaml: 'applications:\n  kit:\n    charm: kit\n    num_units: 1\n    expose: true\n',
    bundleURL: 'ch:bundle/kit-1',
  }),
  'Charms.AddCharm': () => ({ url: 'ch:amd64/kit-1', 'charm-origin': storeOrigin }),
  'Charms.CheckCharmPlacement': () => ({ placements: [{ application: 'web', 'charm-url': 'ch:kit' }] }),
  'Charms.GetDownloadInfos': () => ({ entities: [{ 'charm-url': 'ch:kit', 'charm-origin': storeOrigin }] }),
  'Charms.ListCharmResources': () => ({ entities: [{ 'charm-url': 'ch:kit', 'charm-origin': storeOrigin }] }),
  'Charms.ResolveCharms': () => ({
    resolve: ['ch:kit', 'ch:nothing'].map((reference) => ({ reference, 'charm-origin': storeOrigin })),
  }),
  'Charms.CharmInfo': ({ charmUrl }) => ({ url: charmUrl }),
  'Charms.IsMetered': ({ charmUrl }) => ({ url: charmUrl }),
  'Charms.List': () => ({ names: ['web'] }),
  'Client.FullStatus': () => ({ patterns: [], 'include-storage': true }),
  'Client.StatusHistory': () => ({
    requests: [
      { historyKind: 'unit', tag: 'unit-web-0', filter: { size: 5 } },
      { historyKind: 'machine', tag: 'machine-0', filter: { size: 5 } },
      { historyKind: 'application', tag: 'application-nothing', filter: { size: 5 } },
    ],
  }),
  'Client.WatchAll': nothing,
  'Cloud.AddCloud': () => ({ name: 'third', cloud: { type: 'lxd', 'auth-types': ['empty'] } }),
  'Cloud.AddCredentials': () => ({
    credentials: [{ ...otherCredential, tag: 'cloudcred-other_admin_second' }, otherCredential],
  }),
  'Cloud.CheckCredentialsModels': () => ({ credentials: [otherCredential] }),
  'Cloud.Cloud': () => entities('cloud-localhost', 'cloud-nothing'),
  'Cloud.CloudInfo': () => entities('cloud-localhost', 'cloud-nothing'),
  'Cloud.Clouds': nothing,
  'Cloud.Credential': () => entities(otherCredential.tag, 'cloudcred-other_admin_nothing'),
  'Cloud.CredentialContents': () => ({ 'include-secrets': true }),
  'Cloud.ListCloudInfo': () => ({ 'user-tag': 'user-admin', all: true }),
  'Cloud.ModifyCloudAccess': () => ({
    changes: [
      { 'user-tag': 'user-bob', 'cloud-tag': 'cloud-localhost', action: 'grant', access: 'add-model' },
    ],
  }),
  'Cloud.RemoveClouds': () => entities('cloud-other', 'cloud-localhost'),
  'Cloud.RevokeCredentialsCheckModels': () => ({ credentials: [{ tag: otherCredential.tag, force: true }] }),
  'Cloud.UpdateCloud': () => ({
    clouds: [{ name: 'other', cloud: { type: 'lxd', 'auth-types': ['userpass'] } }],
  }),
  'Cloud.UpdateCredentialsCheckModels': () => ({ credentials: [otherCredential], force: false }),
  'Cloud.UserCredentials': () => ({
    'user-clouds': [{ 'user-tag': 'user-admin', 'cloud-tag': 'cloud-other' }],
  }),
  'Controller.AllModels': nothing,
  'Controller.ConfigSet': () => ({ config: { 'auditing-enabled': false } }),
  'Controller.ControllerAPIInfoForModels': (scene) =>
    entities(modelTag(scene), 'model-00000000-0000-4000-8000-000000000000'),
  'Controller.ControllerConfig': nothing,
  'Controller.ControllerVersion': nothing,
  'Controller.GetControllerAccess': () => entities('user-admin', 'user-nobody'),
  'Controller.IdentityProviderURL': nothing,
  'Controller.ListBlockedModels': ({ model }) => {
    model.blocks.set('7', { id: '7', type: 'BlockDestroy', message: '' });
    return {};
  },
  'Controller.ModelConfig': nothing,
  'Controller.ModelStatus': (scene) =>
    entities(modelTag(scene), 'model-00000000-0000-4000-8000-000000000000'),
  'Controller.ModifyControllerAccess': () => ({
    changes: [{ 'user-tag': 'user-bob', action: 'grant', access: 'superuser' }],
  }),
  'Controller.MongoVersion': nothing,
  'Controller.RemoveBlocks': () => ({ all: true }),
  'Controller.WatchAllModelSummaries': nothing,
  'Controller.WatchAllModels': nothing,
  'Controller.WatchModelSummaries': nothing,
  'MachineManager.AddMachines': () => ({
    params: [{ base, constraints: { cores: 2 }, jobs: ['JobHostUnits'] }],
  }),
  'MachineManager.DestroyMachineWithParams': () => ({
    'machine-tags': ['machine-0', 'machine-99'],
    force: true,
  }),
  'ModelConfig.GetModelConstraints': nothing,
  'ModelConfig.ModelGet': nothing,
  'ModelConfig.ModelSet': () => ({ config: { 'logging-config': '<root>=DEBUG' } }),
  'ModelConfig.ModelUnset': () => ({ keys: ['logging-config'] }),
  'ModelConfig.Sequences': nothing,
  'ModelConfig.SetModelConstraints': () => ({ application: '', constraints: { mem: 4096 } }),
  'ModelConfig.SLALevel': nothing,
  'ModelManager.ChangeModelCredential': (scene) => ({
    'model-credentials': [{ 'model-tag': modelTag(scene), 'credential-tag': otherCredential.tag }],
  }),
  'ModelManager.CreateModel': (scene, version) => ({ name: `made-${version}`, ...owner(scene, version) }),
  'ModelManager.DestroyModels': (scene) => ({
    models: [{ 'model-tag': modelTag(scene), 'destroy-storage': true }, { 'model-tag': 'model-nonsense' }],
  }),
  'ModelManager.ListModelSummaries': () => ({ 'user-tag': 'user-admin', all: true }),
  'ModelManager.ListModels': () => entity('user-admin'),
  'ModelManager.ModelDefaultsForClouds': () => entities('cloud-localhost', 'cloud-nothing'),
  'ModelManager.ModelInfo': (scene) =>
    entities(modelTag(scene), 'model-00000000-0000-4000-8000-000000000000'),
  'ModelManager.ModelStatus': (scene) =>
    entities(modelTag(scene), 'model-00000000-0000-4000-8000-000000000000'),
  'ModelManager.ModifyModelAccess': (scene) => ({
    changes: [{ 'user-tag': 'user-bob', 'model-tag': modelTag(scene), action: 'grant', access: 'write' }],
  }),
  'ModelManager.SetModelDefaults': () => ({ config: [{ config: { 'logging-config': '<root>=DEBUG' } }] }),
  'ModelManager.UnsetModelDefaults': () => ({ keys: [{ keys: ['logging-config'] }] }),
  'Pinger.Ping': nothing,
  'Pinger.Stop': nothing,
  'Resources.AddPendingResources': ({ charmUrl }) => ({
    tag: 'application-new',
    url: charmUrl,
    'charm-origin': localOrigin,
    resources: [{ name: 'page', type: 'file', path: 'page.html', origin: 'upload', revision: 0 }],
  }),
  'Resources.ListResources': () => entities('application-web', 'application-db'),
  'Secrets.CreateSecrets': () => ({
    args: [
      { content: { data: { password: 'aGlkZGVu' } }, label: 'other', description: 'Another.' },
      { content: { data: { password: 'aGlkZGVu' } }, label: 'key' },
    ],
  }),
  'Secrets.GrantSecret': ({ secretUri }) => ({ uri: secretUri, label: '', applications: ['db', 'nothing'] }),
  'Secrets.ListSecrets': () => ({ 'show-secrets': true, filter: {} }),
  'Secrets.RemoveSecrets': ({ secretUri }) => ({ args: [{ uri: secretUri }, { label: 'nothing' }] }),
  'Secrets.RevokeSecret': () => ({ uri: '', label: 'key', applications: ['web'] }),
  'Secrets.UpdateSecrets': ({ secretUri }) => ({
    args: [{ uri: secretUri, content: { data: { password: 'bmV3' } } }, { uri: secretUri }],
  }),
  'UserManager.AddUser': () => ({
    users: [
      { username: 'eve', 'display-name': 'Eve', password: 'x' },
      { username: 'bob', 'display-name': '', password: 'x' },
    ],
  }),
  'UserManager.DisableUser': () => entities('user-bob'),
  'UserManager.EnableUser': () => entities('user-bob'),
  'UserManager.ModelUserInfo': (scene) => entities(modelTag(scene)),
  'UserManager.RemoveUser': () => entities('user-bob', 'user-admin'),
  'UserManager.SetPassword': () => ({ changes: [{ tag: 'user-bob', password: 'new' }] }),
  'UserManager.UserInfo': () => entities('user-bob', 'user-nobody'),
  'KeyManager.AddKeys': () => ({ user: 'admin', 'ssh-keys': [sshKey] }),
  'KeyManager.DeleteKeys': () => ({ user: 'admin', 'ssh-keys': ['nobody'] }),
  'KeyManager.ImportKeys': () => ({ user: 'admin', 'ssh-keys': ['nowhere:somebody'] }),
  'KeyManager.ListKeys': () => ({ entities: { entities: [{ tag: 'admin' }] }, mode: true }),
  'Spaces.CreateSpaces': () => ({ spaces: [{ 'space-tag': 'space-db', cidrs: [], public: false }] }),
  'Spaces.ListSpaces': nothing,
  'Spaces.RemoveSpace': () => ({
    'space-param': [{ space: { tag: 'space-alpha' }, force: false, 'dry-run': false }],
  }),
  'Spaces.RenameSpace': () => ({
    changes: [{ 'from-space-tag': 'space-nowhere', 'to-space-tag': 'space-db' }],
  }),
  'Spaces.ShowSpace': () => entities('space-alpha', 'space-nowhere'),
  'Storage.AddToUnit': () => ({ storages: [{ unit: 'unit-web-0', name: 'data', storage: { count: 1 } }] }),
  'Storage.Attach': () => ({ ids: [{ 'storage-tag': 'storage-data-0', 'unit-tag': 'unit-web-0' }] }),
  'Storage.CreatePool': () => ({ pools: [{ name: 'fast', provider: 'lxd', attrs: { driver: 'zfs' } }] }),
  'Storage.DetachStorage': () => ({ ids: { ids: [{ 'storage-tag': 'storage-data-0', 'unit-tag': '' }] } }),
  'Storage.ListFilesystems': () => ({ filters: [{}] }),
  'Storage.ListPools': () => ({ filters: [{}] }),
  'Storage.ListStorageDetails': () => ({ filters: [{}] }),
  'Storage.ListVolumes': () => ({ filters: [{}] }),
  'Storage.Remove': () => ({ storage: [{ tag: 'storage-data-0', 'destroy-storage': true }] }),
  'Storage.RemovePool': () => ({ pools: [{ name: 'lxd-zfs' }] }),
  'Storage.StorageDetails': () => entities('storage-data-0', 'storage-data-9'),
  'Storage.UpdatePool': () => ({ pools: [{ name: 'lxd-zfs', provider: '', attrs: { driver: 'zfs' } }] }),
  'Subnets.ListSubnets': nothing,
};
