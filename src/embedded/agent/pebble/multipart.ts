import { randomBytes } from 'node:crypto';
import { PebbleError } from './pebble-error';

/** One part of a multipart body. @internal */
export interface Part {
  readonly name: string;
  readonly filename: string | undefined;
  readonly content: Buffer;
}

const blank = Buffer.from('\r\n\r\n');

/** The parts of a `multipart/form-data` body, as Pebble's clients write it. @internal */
export function readMultipart(contentType: string, body: Buffer): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined || boundary.length < 32)
    throw new PebbleError(`invalid boundary "${boundary ?? ''}"`);
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  for (let start = body.indexOf(delimiter); start !== -1;) {
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), delimiter]), start + delimiter.length);
    if (next === -1) break;
    parts.push(readPart(body.subarray(start + delimiter.length, next)));
    start = next + 2;
  }
  return parts;
}

function readPart(bytes: Buffer): Part {
  const end = bytes.indexOf(blank);
  if (end === -1) throw new PebbleError('cannot read multipart body: a part has no headers');
  const headers = bytes.subarray(0, end).toString('utf8');
  const name = /[; ]name="([^"]*)"/.exec(headers)?.[1] ?? '';
  const filename = /filename="((?:[^"\\]|\\.)*)"/.exec(headers)?.[1]?.replaceAll('\\"', '"');
  return { name, filename, content: bytes.subarray(end + blank.length) };
}

/** A body of a file, if there is one, and of what there is to say. @internal */
export function writeMultipart(
  response: object,
  file: { readonly path: string; readonly content: Buffer } | undefined,
): { readonly contentType: string; readonly body: Buffer } {
  const boundary = randomBytes(30).toString('hex');
  const part = (headers: string, content: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\n${headers}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const parts = [
    ...(file === undefined
      ? []
      : [
          part(
            `Content-Disposition: form-data; name="files"; filename="${file.path.replaceAll('"', '\\"')}"\r\nContent-Type: application/octet-stream`,
            file.content,
          ),
        ]),
    part(
      'Content-Disposition: form-data; name="response"\r\nContent-Type: application/json',
      JSON.stringify(response),
    ),
  ];
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}
