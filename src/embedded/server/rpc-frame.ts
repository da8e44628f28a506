import type { WireError } from './wire-error';

/** A request as it came over a websocket. @internal */
export interface RpcRequest {
  readonly id: number;
  readonly facade: string;
  readonly version: number;
  readonly method: string;
  /** The watcher or other object that the call is for, `''` for none. */
  readonly objectId: string;
  readonly params: unknown;
  /** Asked with `RequestId` instead of `request-id`: the reply's keys are written that way too. */
  readonly oldStyle: boolean;
}

/**
 * Reads one message.
 *
 * @returns `undefined` for a message that asks for nothing, which Juju takes for the reply to a call of its own
 * @throws SyntaxError when it is not JSON
 * @internal
 */
export function parseRequest(text: string): RpcRequest | undefined {
  const message: unknown = JSON.parse(text);
  if (typeof message !== 'object' || message === null) throw new SyntaxError('not an RPC message');
  const fields = new Map<string, unknown>();
  // Go matches keys whatever their case, and python-libjuju relies on it: it sends `Id`.
  for (const [key, value] of Object.entries(message)) fields.set(key.toLowerCase(), value);
  const facade = text_(fields.get('type'));
  const method = text_(fields.get('request'));
  if (facade === '' && method === '') return undefined;
  const id = number(fields.get('request-id'));
  return {
    id: id === 0 ? number(fields.get('requestid')) : id,
    facade,
    version: number(fields.get('version')),
    method,
    objectId: text_(fields.get('id')),
    params: fields.get('params') ?? undefined,
    oldStyle: id === 0,
  };
}

/** The reply that carries a result; a method without one answers with an empty object. @internal */
export function formatReply(request: RpcRequest, response: unknown): string {
  const body = response ?? {};
  return JSON.stringify(
    request.oldStyle
      ? { RequestId: request.id, Response: body }
      : { 'request-id': request.id, response: body },
  );
}

/** The reply that refuses a call. It carries an empty response as well, as Juju's do. @internal */
export function formatError(request: RpcRequest, error: WireError): string {
  const { message, code } = error;
  if (request.oldStyle) {
    return JSON.stringify({
      RequestId: request.id,
      Error: message,
      ...(code && { ErrorCode: code }),
      Response: {},
    });
  }
  return JSON.stringify({
    'request-id': request.id,
    error: message,
    ...(code && { 'error-code': code }),
    ...(error.info && { 'error-info': error.info }),
    response: {},
  });
}

const text_ = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
