import { JujuApiError, withHint } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { listed, whatThereIs } from '../calls/what-there-is';
import type { ModelCore } from '../model-core';
import type { Status } from '../status/status';

/** What an application can be related by. */
interface Ends {
  readonly application: string;
  /** The endpoint that was asked for. */
  readonly asked: string | undefined;
  readonly endpoints: readonly { readonly name: string; readonly role: string; readonly interface: string }[];
}

/** In all that Juju says where it finds nothing to relate. */
const isAboutEnds = /not found|no relations found|has no ".*" relation|no compatible endpoints/;

/**
 * Juju's refusal to relate two ends, with the applications or the endpoints that there are; as it was, where it is about
 * something else.
 *
 * @internal
 */
export async function withEnds(
  error: unknown,
  core: ModelCore,
  ends: readonly [string, string],
  before: Status,
  limits: CallLimits,
): Promise<unknown> {
  if (!(error instanceof JujuApiError) || !isAboutEnds.test(error.text)) return error;
  const hint = unknownApplication(core, ends, before) ?? (await endpointsHint(core, ends, before, limits));
  return hint === undefined ? error : withHint(error, hint);
}

function unknownApplication(
  { fullName }: ModelCore,
  ends: readonly string[],
  { applications, remoteApplications }: Status,
): string | undefined {
  const known = [...Object.keys(applications), ...Object.keys(remoteApplications)];
  const unknown = ends.map(applicationOf).find((name) => !known.includes(name));
  if (unknown === undefined) return undefined;
  return `${fullName} has no application "${unknown}". ${whatThereIs(unknown, known)}`;
}

/** It takes a question more; where that fails, what Juju said is enough. */
async function endpointsHint(
  core: ModelCore,
  ends: readonly string[],
  before: Status,
  limits: CallLimits,
): Promise<string | undefined> {
  try {
    const both = await Promise.all(ends.map((end) => endsOf(core, end, before, limits)));
    const unknown = both.filter(({ asked, endpoints }) => !hasEndpoint(asked, endpoints));
    if (unknown.length > 0) return unknown.map(unknownEndpoint).join(' ');
    return `${both.map(({ application, endpoints }) => `${application} has: ${texts(endpoints)}`).join('; ')}.`;
  } catch {
    return undefined;
  }
}

async function endsOf(core: ModelCore, end: string, before: Status, limits: CallLimits): Promise<Ends> {
  const application = applicationOf(end);
  const asked = end.includes(':') ? end.slice(application.length + 1) : undefined;
  const remote = before.remoteApplications[application];
  if (remote) return { application, asked, endpoints: remote.endpoints };
  const url = before.applications[application]?.charm ?? '';
  const { meta } = await core.call<wire.Charm>('Charms', 'CharmInfo', { url }, limits);
  const endpoints = [...Object.values(meta?.provides ?? {}), ...Object.values(meta?.requires ?? {})];
  return { application, asked, endpoints };
}

/** Every application has `juju-info`, whether or not its charm says so. */
function hasEndpoint(asked: string | undefined, endpoints: Ends['endpoints']): boolean {
  return asked === undefined || asked === 'juju-info' || endpoints.some(({ name }) => name === asked);
}

function unknownEndpoint({ application, asked = '', endpoints }: Ends): string {
  const known = whatThereIs(
    asked,
    endpoints.map(({ name }) => name),
  );
  return `${application} has no endpoint "${asked}". ${known}`;
}

function texts(endpoints: Ends['endpoints']): string {
  if (endpoints.length === 0) return 'no endpoints';
  return listed(endpoints.map(({ name, role, interface: of }) => `${name} (${role} of ${of})`));
}

function applicationOf(end: string): string {
  return end.split(':')[0] ?? '';
}
