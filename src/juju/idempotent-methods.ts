/**
 * The calls that only read: asked twice they answer the same, and change nothing. Only these are repeated when a
 * connection breaks under them. Watchers are not among them: their `Next` takes changes away, and they die with their
 * connection.
 */
const reads: Readonly<Record<string, readonly string[]>> = {
  Action: ['Actions', 'ApplicationsCharmsActions', 'ListOperations', 'Operations'],
  Annotations: ['Get'],
  Application: [
    'ApplicationsInfo',
    'CharmConfig',
    'CharmRelations',
    'Get',
    'GetApplicationStorage',
    'GetCharmURLOrigin',
    'GetConfig',
    'GetConstraints',
    'Leader',
    'UnitsInfo',
  ],
  ApplicationOffers: [
    'ApplicationOffers',
    'FindApplicationOffers',
    'GetConsumeDetails',
    'ListApplicationOffers',
    'RemoteApplicationInfo',
  ],
  Block: ['List'],
  Bundle: ['ExportBundle', 'GetChanges', 'GetChangesMapArgs'],
  Charms: [
    'CharmInfo',
    'CheckCharmPlacement',
    'GetDownloadInfos',
    'IsMetered',
    'List',
    'ListCharmResources',
    'ResolveCharms',
  ],
  Client: ['FullStatus', 'StatusHistory'],
  Cloud: [
    'CheckCredentialsModels',
    'Cloud',
    'CloudInfo',
    'Clouds',
    'Credential',
    'CredentialContents',
    'InstanceTypes',
    'ListCloudInfo',
    'ModelConfigSchema',
    'UserCredentials',
  ],
  Controller: [
    'AllModels',
    'CloudSpec',
    'ControllerAPIInfoForModels',
    'ControllerConfig',
    'ControllerVersion',
    'DashboardConnectionInfo',
    'GetCloudSpec',
    'GetControllerAccess',
    'HostedModelConfigs',
    'IdentityProviderURL',
    'ListBlockedModels',
    'ModelStatus',
    'MongoVersion',
  ],
  HighAvailability: ['ControllerDetails'],
  ImageMetadataManager: ['List'],
  KeyManager: ['ListKeys'],
  MachineManager: ['InstanceTypes'],
  ModelConfig: ['GetModelConstraints', 'GetModelSecretBackend', 'ModelGet', 'Sequences', 'SLALevel'],
  ModelGeneration: ['BranchInfo', 'HasActiveBranch', 'ListCommits', 'ShowCommit'],
  ModelManager: [
    'DumpModels',
    'DumpModelsDB',
    'ListModels',
    'ListModelSummaries',
    'ModelDefaultsForClouds',
    'ModelInfo',
    'ModelStatus',
  ],
  Payloads: ['List'],
  Pinger: ['Ping'],
  Resources: ['ListResources'],
  SecretBackends: ['ListSecretBackends'],
  Secrets: ['ListSecrets'],
  Spaces: ['ListSpaces', 'ShowSpace'],
  SSHClient: ['AllAddresses', 'PrivateAddress', 'Proxy', 'PublicAddress', 'PublicKeys', 'VirtualHostname'],
  Storage: ['ListFilesystems', 'ListPools', 'ListStorageDetails', 'ListVolumes', 'StorageDetails'],
  Subnets: ['AllZones', 'ListSubnets', 'SubnetsByCIDR'],
  UserManager: ['ModelUserInfo', 'UserInfo'],
};

const idempotent: ReadonlySet<string> = new Set(
  Object.entries(reads).flatMap(([facade, methods]) => methods.map((method) => `${facade}.${method}`)),
);

/** Whether a call only reads, and may be repeated. @internal */
export function isIdempotent(facade: string, request: string): boolean {
  return idempotent.has(`${facade}.${request}`);
}

/** Every method of the table, as `Facade.Method`. @internal */
export const idempotentMethods: readonly string[] = [...idempotent];
