import { createHash } from 'node:crypto';
import type { Duration } from '../duration';
import { JujuApiError, ProtocolError } from './errors';
import type { HttpRequest, HttpResponse } from './http';
import type { CharmsResponse } from './wire-types';

/** A charm's archive to upload. @internal */
export interface CharmArchive {
  /** The charm's name, as its metadata has it. */
  readonly name: string;
  /** The whole `.charm` file. */
  readonly archive: Buffer;
  /** The revision to ask for; the controller takes the next free one. 0 by default. */
  readonly revision?: number;
}

/** @internal */
export interface CharmUploadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: Duration | undefined;
}

/** What an upload needs of a session. @internal */
export interface HttpSender {
  readonly modelUuid?: string | undefined;
  http(request: HttpRequest): Promise<HttpResponse>;
}

/**
 * Uploads a local charm to a model.
 *
 * Juju 3.4 and later take it at the charm store's own route; a controller that does not know that (404, 405) is given
 * it the old way, which Juju 4 has no more.
 *
 * @returns the charm URL under which the model has it, such as `local:web-3`
 * @internal
 */
export async function uploadCharm(
  session: HttpSender,
  charm: CharmArchive,
  options: CharmUploadOptions = {},
): Promise<string> {
  const { modelUuid } = session;
  if (modelUuid === undefined) throw new TypeError('A charm is uploaded to a model: connect to one');
  try {
    return await putObject(session, modelUuid, charm, options);
  } catch (error) {
    const isUnknownRoute =
      error instanceof JujuApiError && (error.code === 'not found' || error.code === 'method not allowed');
    if (!isUnknownRoute) throw error;
    return await postCharm(session, modelUuid, charm, options, error);
  }
}

const zip = { 'content-type': 'application/zip' };

async function putObject(
  session: HttpSender,
  modelUuid: string,
  { name, archive, revision = 0 }: CharmArchive,
  options: CharmUploadOptions,
): Promise<string> {
  // The route wants the beginning of the archive's hash; the controller compares.
  const hash = createHash('sha256').update(archive).digest('hex').slice(0, 7);
  const path = `/model-${modelUuid}/charms/${name}-${hash}`;
  const headers = { ...zip, 'juju-curl': `local:${name}-${String(revision)}` };
  const response = await session.http({ method: 'PUT', path, headers, body: archive, ...options });
  const body = (await response.json().catch(() => ({}))) as CharmsResponse;
  const url = response.headers['juju-curl'] ?? body['charm-url'];
  if (typeof url === 'string' && url !== '') return url;
  throw new ProtocolError(`The controller took the charm "${name}" but did not say under which URL`);
}

async function postCharm(
  session: HttpSender,
  modelUuid: string,
  { name, archive, revision = 0 }: CharmArchive,
  options: CharmUploadOptions,
  first: JujuApiError,
): Promise<string> {
  const path = `/model/${modelUuid}/charms?schema=local&series=&revision=${String(revision)}`;
  let response;
  try {
    response = await session.http({ method: 'POST', path, headers: zip, body: archive, ...options });
  } catch (error) {
    // Juju 4 does not know this route: then the first refusal was about something else, and is the one to tell.
    if (error instanceof JujuApiError && (error.code === 'not found' || error.code === 'method not allowed'))
      throw first;
    throw error;
  }
  const { 'charm-url': url } = (await response.json()) as CharmsResponse;
  if (url) return url;
  throw new ProtocolError(`The controller took the charm "${name}" but did not say under which URL`);
}
