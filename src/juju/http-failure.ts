import type { IncomingMessage } from 'node:http';
import { JujuApiError } from './errors';
import type { HttpRequest } from './http';
import type { CharmsResponse, HttpErrorBody } from './wire-types';

/** More of an error is not read: nobody would read on, either. */
const maxBody = 64 * 1024;

interface Failure {
  readonly text: string;
  readonly code?: string | undefined;
  readonly info?: Record<string, unknown> | undefined;
}

/**
 * What Juju means by an answer that is not a success: its HTTP endpoints say it in three forms of JSON or, where the
 * web server itself refuses, in plain text (`juju-api.md` C.4).
 *
 * @internal
 */
export async function httpFailure(
  { method, path }: HttpRequest,
  response: IncomingMessage,
): Promise<JujuApiError> {
  const status = response.statusCode ?? 0;
  const body = await read(response);
  const isJson = /^application\/json\b/.test(response.headers['content-type'] ?? '');
  const failure = (isJson ? fromJson(body) : undefined) ?? { text: body.trim() };
  return new JujuApiError(
    { facade: method, request: path.replace(/\?.*$/, ''), version: 0 },
    {
      text: failure.text === '' ? `HTTP ${String(status)}` : `${failure.text} [HTTP ${String(status)}]`,
      code: failure.code || codeOf(status),
      info: failure.info,
    },
  );
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBody) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** `{error: 'text', error-code}` of the charm routes, `{error: {message, code}}` of the others, or the error itself. */
function fromJson(body: string): Failure | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { error = value } = value as { error?: unknown };
  if (typeof error === 'string') {
    const { 'error-code': code, 'error-info': info } = value as CharmsResponse;
    return { text: error, code, info };
  }
  const { message, code, info } = (error ?? {}) as NonNullable<HttpErrorBody['error']>;
  return typeof message === 'string' ? { text: message, code, info } : undefined;
}

function codeOf(status: number): string {
  switch (status) {
    case 401:
      return 'unauthorized access';
    case 403:
      return 'forbidden';
    case 404:
      return 'not found';
    case 405:
      return 'method not allowed';
    default:
      return '';
  }
}
