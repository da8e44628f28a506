import type { ServerResponse } from 'node:http';
import { httpStatus, toWireError } from './wire-error';

/** Answers with a document. @internal */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    // Exactly this: Juju's clients compare the whole header.
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    ...(status === 401 && { 'WWW-Authenticate': 'Basic realm="juju"' }),
    ...headers,
  });
  response.end(text);
}

/** Answers with one line, as Go's `http.Error` does. @internal */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(`${text}\n`);
}

/** Refuses a request about charms, whose errors are written flat. @internal */
export function sendCharmError(response: ServerResponse, error: unknown): void {
  const { message, code, info } = toWireError(error);
  sendJson(response, httpStatus(code), {
    error: message,
    ...(code && { 'error-code': code }),
    ...(info && { 'error-info': info }),
  });
}

/** Refuses any other request: the error in one piece, as calls have it. @internal */
export function sendError(response: ServerResponse, error: unknown): void {
  const wire = toWireError(error);
  sendJson(response, httpStatus(wire.code), { error: wire });
}
