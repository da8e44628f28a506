import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { annotated, ApiError, badRequest, notFound } from '../api-error';
import type { Charm } from '../charm/charm';
import type { CharmUrl } from '../charm/charm-url';
import { parseCharmUrl } from '../charm/charm-url';
import { readArchiveEntry } from './archive-entry';
import { bodyOf } from './body-of';
import type { HttpCall } from './http-routes';
import { sendCharmError, sendJson } from './http-reply';

/** `POST /model/UUID/charms`: how Juju 3 and python-libjuju upload a local charm. @internal */
export async function postCharm(call: HttpCall): Promise<void> {
  await answering(call, 'cannot upload charm', async () => {
    checkContentType(call.request);
    const { query, model, request } = call;
    const schema = query.get('schema') ?? 'local';
    if (schema !== 'local') throw badRequest('charms may only be uploaded during model migration import');
    const revision = revisionOf(query.get('revision'));
    const name = query.get('name') ?? '';
    const series = query.get('series') ?? '';
    const charm = await model.addCharm(await bodyOf(request), {
      ...(name !== '' && { name }),
      ...(series !== '' && { series }),
      ...(revision !== undefined && { revision }),
    });
    sendJson(call.response, 200, { 'charm-url': charm.url }, { 'Juju-Curl': charm.url });
  });
}

/** `PUT /model-UUID/charms/NAME-SHA256`: the first seven digits of its sum keep an upload from being mixed up. @internal */
export async function putCharmObject(call: HttpCall): Promise<void> {
  await answering(call, 'cannot upload charm', async () => {
    checkContentType(call.request);
    const { name, sum } = objectName(call.object);
    const { schema, revision } = wantedUrl(call.request);
    if (schema !== 'local')
      throw badRequest('non-local charms may only be uploaded during model migration import');
    const archive = await bodyOf(call.request);
    const actual = sha256(archive).slice(0, 7);
    if (actual !== sum) {
      throw badRequest(`Uploaded charm sha256 (${actual}) does not match sha in url (${sum})`);
    }
    const charm = await call.model.addCharm(archive, { name, ...(revision >= 0 && { revision }) });
    sendJson(call.response, 200, { 'charm-url': charm.url }, { 'Juju-Curl': charm.url });
  });
}

/** `GET /model/UUID/charms?url=…&file=…`: the names of its files, one of them, or all of it (`*`). @internal */
export async function getCharm(call: HttpCall): Promise<void> {
  await answering(call, 'cannot retrieve charm', async () => {
    const url = call.query.get('url') ?? '';
    if (url === '') throw badRequest('expected url=CharmURL query argument');
    const charm = call.model.charms.get(url);
    if (charm === undefined) throw notFound(`charm ${JSON.stringify(url)}`);
    await sendCharm(call, charm, call.query.get('file') ?? '');
  });
}

/** `GET /model-UUID/charms/NAME-SHA256`: the archive. @internal */
export async function getCharmObject(call: HttpCall): Promise<void> {
  await answering(call, 'cannot retrieve charm', async () => {
    const { sum } = objectName(call.object);
    const charm = [...call.model.charms.values()].find((each) => sum !== '' && each.sha256.startsWith(sum));
    if (charm === undefined) throw notFound('charm');
    await sendCharm(call, charm, '*');
  });
}

async function answering(call: HttpCall, doing: string, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    // Whatever is wrong with an upload is the sender's fault.
    const coded =
      error instanceof ApiError && error.code !== '' ? error : badRequest((error as Error).message);
    sendCharmError(call.response, annotated(coded, doing));
  }
}

async function sendCharm({ response }: HttpCall, charm: Charm, file: string): Promise<void> {
  if (file === '') {
    sendJson(response, 200, { files: [...charm.files].sort() });
    return;
  }
  if (charm.archive === undefined) throw notFound(`archive of charm ${JSON.stringify(charm.url)}`);
  const content = file === '*' ? charm.archive : await readArchiveEntry(charm.archive, file);
  response.writeHead(200, {
    'Content-Type': file === '*' ? 'application/zip' : 'application/octet-stream',
    'Content-Length': content.length,
    'x-amz-checksum-sha256': createHash('sha256').update(content).digest('base64'),
  });
  response.end(content);
}

function checkContentType(request: IncomingMessage): void {
  const type = request.headers['content-type'] ?? '';
  if (type !== 'application/zip') throw badRequest(`expected Content-Type: application/zip, got: ${type}`);
}

function objectName(object: string): { name: string; sum: string } {
  const dash = object.lastIndexOf('-');
  if (dash === -1) throw badRequest(`${JSON.stringify(object)} is not a valid charm object path`);
  return { name: object.slice(0, dash), sum: object.slice(dash + 1) };
}

function wantedUrl(request: IncomingMessage): CharmUrl {
  const text = [request.headers['juju-curl'] ?? ''].join('');
  try {
    return parseCharmUrl(text);
  } catch {
    throw badRequest(`${JSON.stringify(text)} is not a valid charm url`);
  }
}

function revisionOf(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw badRequest(`revision not valid: ${JSON.stringify(text)}`);
  return Number(text) < 0 ? undefined : Number(text);
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
