import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import type { CharmUploadOptions, HttpSender } from './charm-upload';
import { JujuApiError } from './errors';
import type { UploadResult } from './wire-types';

/** What a resource consists of: bytes, or a file that is too large to be kept in memory. @internal */
export interface ResourceContent {
  readonly filename: string;
  readonly size: number;
  /** A new stream of it, or all of it. */
  open(): Buffer | Readable;
}

/** Where a resource goes. @internal */
export interface ResourceTarget {
  readonly application: string;
  readonly name: string;
  /** Of one that waits for its application or its charm; without it the application has the resource already. */
  readonly pendingId?: string | undefined;
}

/**
 * Uploads the content of a resource, byte for byte.
 *
 * @throws JujuApiError with what the controller says
 * @internal
 */
export async function uploadResource(
  session: HttpSender,
  { application, name, pendingId }: ResourceTarget,
  content: ResourceContent,
  options: CharmUploadOptions = {},
): Promise<UploadResult> {
  const { modelUuid } = session;
  if (modelUuid === undefined) throw new TypeError('A resource is uploaded to a model: connect to one');
  const query = pendingId === undefined ? '' : `?pendingid=${encodeURIComponent(pendingId)}`;
  const path = `/model/${modelUuid}/applications/${application}/resources/${name}${query}`;
  const headers = {
    'content-type': 'application/octet-stream',
    'content-sha384': await sha384(content),
    'content-length': String(content.size),
    'content-disposition': `form-data; filename=${quoted(content.filename)}`,
  };
  const response = await session.http({ method: 'PUT', path, headers, body: content.open(), ...options });
  const result = (await response.json()) as UploadResult;
  if (!result.error) return result;
  const call = { facade: 'Resources', request: `PUT ${name}`, version: 0 };
  throw new JujuApiError(call, { text: result.error.message, code: result.error.code });
}

/** A file as {@link ResourceContent}: read once for its sum, once for the upload. @internal */
export function fileContent(path: string, filename: string, size: number): ResourceContent {
  return { filename, size, open: () => createReadStream(path) };
}

async function sha384(content: ResourceContent): Promise<string> {
  const hash = createHash('sha384');
  const source = content.open();
  if (Buffer.isBuffer(source)) return hash.update(source).digest('hex');
  for await (const chunk of source) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A name beyond ASCII goes as Juju's own client sends it: as an encoded word. */
function quoted(filename: string): string {
  const isPlain = /^[\x20-\x7e]*$/.test(filename);
  const text = isPlain ? filename : `=?utf-8?b?${Buffer.from(filename).toString('base64')}?=`;
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
