import type { CloudSpec } from '../../state/cloud-spec';
import { annotated, refused } from '../../api-error';
import { hookTool } from './hook-tool';
import type { HookContext } from '../../engine/hook-context';

/** @internal */
export const credentialGet = hookTool({
  name: 'credential-get',
  summary: 'Prints the cloud of the model and its credential, to trusted applications.',
  output: 'smart',
  run({ context }, { format }) {
    const spec = specOf(context);
    return format === 'json' ? jsonSpec(spec) : yamlSpec(spec);
  },
});

const noCluster =
  'reading in-cluster config: unable to load in-cluster configuration, ' +
  'KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT must be defined';

function specOf(context: HookContext): CloudSpec {
  try {
    const spec = context.cloudSpec;
    // On Kubernetes the agent would hand on what its pod is given, and there is none.
    if (context.model.type === 'caas') throw refused(noCluster);
    return spec;
  } catch (error) {
    throw annotated(error, 'cannot access cloud credentials');
  }
}

/** As the API has it: what is empty is not there. */
function jsonSpec(spec: CloudSpec): Map<string, unknown> {
  const { credential } = spec;
  const fields: readonly (readonly [string, unknown])[] = [
    ['type', spec.type],
    ['name', spec.name],
    ['region', spec.region],
    ['endpoint', spec.endpoint],
    ['identity-endpoint', spec.identityEndpoint],
    ['storage-endpoint', spec.storageEndpoint],
    ['credential', credential === undefined ? '' : jsonCredential(credential)],
    ['cacertificates', spec.caCertificates.length === 0 ? '' : spec.caCertificates],
    ['skip-tls-verify', spec.skipTlsVerify ? true : ''],
    ['is-controller-cloud', spec.isControllerCloud ? true : ''],
  ];
  return new Map(fields.filter(([, value]) => value !== ''));
}

function jsonCredential({
  authType,
  attributes,
}: NonNullable<CloudSpec['credential']>): Map<string, unknown> {
  const attrs: [string, unknown][] = Object.keys(attributes).length === 0 ? [] : [['attrs', attributes]];
  return new Map([['auth-type', authType], ...attrs]);
}

/** As Go writes a struct that has names for JSON only: all fields, their names in lower case. */
function yamlSpec(spec: CloudSpec): Map<string, unknown> {
  const { credential } = spec;
  return new Map<string, unknown>([
    ['type', spec.type],
    ['name', spec.name],
    ['region', spec.region],
    ['endpoint', spec.endpoint],
    ['identityendpoint', spec.identityEndpoint],
    ['storageendpoint', spec.storageEndpoint],
    ['credential', credential === undefined ? null : yamlCredential(credential)],
    ['cacertificates', spec.caCertificates],
    ['skiptlsverify', spec.skipTlsVerify],
    ['iscontrollercloud', spec.isControllerCloud],
  ]);
}

function yamlCredential({
  authType,
  attributes,
}: NonNullable<CloudSpec['credential']>): Map<string, unknown> {
  return new Map<string, unknown>([
    ['authtype', authType],
    ['attributes', attributes],
    ['redacted', []],
  ]);
}
