import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ApiError, refused } from '../api-error';
import { toResource } from '../facades/resources';
import { checkChangeAllowed } from '../state/blocks';
import { attachResource, openResource, uploadPending } from '../state/resources';
import { bodyOf } from './body-of';
import { sendError, sendJson } from './http-reply';
import type { HttpCall } from './http-routes';

/** `GET /model/UUID/applications/APP/resources/NAME`: what was uploaded. @internal */
export function getResource(call: HttpCall): Promise<void> {
  return answering(call, () => {
    const { model, application, object, response } = call;
    const { content } = openResource(model, application, object);
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': content.length,
    });
    response.end(content);
  });
}

/** `PUT` there: into a resource that is pending, or into one that the application has. @internal */
export function putResource(call: HttpCall): Promise<void> {
  return answering(call, async () => {
    const { model, application: name, object, request, query, user, response } = call;
    checkChangeAllowed(model);
    const filename = filenameOf(request);
    const content = await bodyOf(request);
    checkSum(request, content);
    const upload = { content, filename, username: user.name };
    const pendingId = query.get('pendingid') ?? '';
    const resource =
      pendingId === ''
        ? attachResource(model, model.application(name), object, upload)
        : uploadPending(model, name, object, pendingId, upload);
    const shownId = model.profile.series === '3.6' ? pendingId : '';
    sendJson(response, 200, { resource: toResource(name, resource, shownId) });
  });
}

async function answering(call: HttpCall, answer: () => void | Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    // A refusal must not leave the rest of an upload in the socket.
    call.request.resume();
    sendError(call.response, error);
  }
}

function filenameOf({ headers }: IncomingMessage): string {
  const type = headers['content-type'] ?? '';
  if (type !== 'application/octet-stream') throw refused(`unsupported content type ${JSON.stringify(type)}`);
  const disposition = headers['content-disposition'] ?? '';
  const [, quoted, plain] = /filename=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/.exec(disposition) ?? [];
  const name = quoted?.replace(/\\(.)/g, '$1') ?? plain;
  if (name === undefined) throw refused('missing filename in resource upload request');
  const [, encoded] = /^=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=$/i.exec(name) ?? [];
  return encoded === undefined ? name : Buffer.from(encoded, 'base64').toString('utf8');
}

function checkSum({ headers }: IncomingMessage, content: Buffer): void {
  const given = [headers['content-sha384'] ?? ''].join('');
  if (!/^[\da-f]{96}$/i.test(given))
    throw refused('invalid fingerprint: invalid fingerprint (expected 48 bytes)');
  const actual = createHash('sha384').update(content).digest('hex');
  if (actual !== given.toLowerCase()) throw new ApiError('hash mismatch');
}
