/** One call on the wire. Go decodes keys in any case, and old clients rely on it: a server must too. @internal */
export interface RpcRequest {
  'request-id': number;
  type: string;
  version: number;
  id?: string | undefined;
  request: string;
  params?: unknown;
}

/** One answer on the wire: `response` is there in every answer of Juju, `{}` beside an error. @internal */
export interface RpcReply {
  'request-id': number;
  response?: unknown;
  error?: string | undefined;
  'error-code'?: string | undefined;
  'error-info'?: Record<string, unknown> | undefined;
}

/** The body of an HTTP error, outside of the charm routes; and the first frame of a stream (`null`: all is well). @internal */
export interface HttpErrorBody {
  error?: { message: string; code?: string; info?: Record<string, unknown> } | null | undefined;
}
