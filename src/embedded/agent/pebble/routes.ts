import { constants } from 'node:os';
import { isRecord } from '../../../is-record';
import type { FileToWrite } from './container-files';
import { durationMs } from './pebble-duration';
import { readMultipart, writeMultipart } from './multipart';
import type { Pebble } from './pebble';
import { PebbleError } from './pebble-error';

/** @internal */
export interface PebbleRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  readonly contentType: string;
  readonly accept: string;
}

/** What is answered: at once, by a change that goes on, or with a file. @internal */
export type Answer =
  | { readonly result: unknown }
  | { readonly change: string; readonly result?: unknown }
  | { readonly multipart: { readonly contentType: string; readonly body: Buffer } };

type Handler = (pebble: Pebble, request: PebbleRequest, id: string) => Answer | Promise<Answer>;

const version = 'v1.32.1';

const handlers: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['GET', /^\/v1\/system-info$/, ({ bootId }) => ({ result: { 'boot-id': bootId, version } })],
  ['GET', /^\/v1\/health$/, () => ({ result: { healthy: true } })],
  ['GET', /^\/v1\/plan$/, ({ planYaml }) => ({ result: planYaml })],
  ['POST', /^\/v1\/layers$/, addLayer],
  [
    'GET',
    /^\/v1\/services$/,
    (pebble, { query }) => ({ result: pebble.services.list(listOf(query, 'names')) }),
  ],
  ['POST', /^\/v1\/services$/, actOnServices],
  ['GET', /^\/v1\/changes$/, listChanges],
  ['GET', /^\/v1\/changes\/([^/]+)$/, (pebble, _request, id) => ({ result: pebble.changes.get(id) })],
  ['GET', /^\/v1\/changes\/([^/]+)\/wait$/, waitChange],
  ['GET', /^\/v1\/files$/, getFiles],
  ['POST', /^\/v1\/files$/, postFiles],
  ['POST', /^\/v1\/exec$/, execute],
  ['POST', /^\/v1\/signals$/, sendSignal],
  ['GET', /^\/v1\/checks$/, listChecks],
  ['POST', /^\/v1\/checks$/, actOnChecks],
  ['GET', /^\/v1\/notices$/, listNotices],
  ['POST', /^\/v1\/notices$/, (pebble, request) => ({ result: pebble.notices.add(bodyOf(request)) })],
  ['GET', /^\/v1\/notices\/([^/]+)$/, (pebble, _request, id) => ({ result: pebble.notices.get(id) })],
  ['GET', /^\/v1\/identities$/, () => ({ result: {} })],
];

/** Answers one request, or refuses it by throwing a PebbleError. @internal */
export async function answer(pebble: Pebble, request: PebbleRequest): Promise<Answer> {
  const paths = handlers.filter(([, path]) => path.test(request.path));
  const [, path, handler] = paths.find(([method]) => method === request.method) ?? [];
  if (path === undefined || handler === undefined) {
    if (paths.length === 0) throw new PebbleError('invalid API endpoint requested', 404);
    throw new PebbleError(`method "${request.method}" not allowed`, 405);
  }
  return await handler(pebble, request, path.exec(request.path)?.[1] ?? '');
}

function addLayer(pebble: Pebble, request: PebbleRequest): Answer {
  const { action, combine, label, format, layer } = bodyOf(request);
  if (action !== 'add') throw new PebbleError(`invalid action "${String(action)}"`);
  if (format !== 'yaml') throw new PebbleError(`invalid format "${String(format)}"`);
  if (typeof label !== 'string' || label === '') throw new PebbleError('label must be set');
  pebble.addLayer(label, String(layer), combine === true);
  return { result: true };
}

function actOnServices(pebble: Pebble, request: PebbleRequest): Answer {
  const { action, services } = bodyOf(request);
  return { change: pebble.services.act(action, namesIn(services)).id };
}

function listChanges({ changes }: Pebble, { query }: PebbleRequest): Answer {
  const service = query.get('for');
  const found = changes.list(query.get('select') ?? 'in-progress');
  const about = (summary: string) => service === null || summary.includes(`"${service}"`);
  return {
    result: found.filter(({ tasks }) => tasks.some(({ summary }) => about(summary)) || service === null),
  };
}

async function waitChange({ changes }: Pebble, { query }: PebbleRequest, id: string): Promise<Answer> {
  const asked = query.get('timeout') ?? '';
  const seconds = /^([\d.]+)(ms|s|m)$/.exec(asked);
  const unit = { ms: 1, s: 1000, m: 60_000 }[seconds?.[2] ?? 's'] ?? 1000;
  const timeoutMs = seconds?.[1] === undefined ? undefined : Number(seconds[1]) * unit;
  return { result: await changes.wait(id, timeoutMs, asked.replace(/\.0+s$/, 's')) };
}

async function getFiles({ files }: Pebble, { query, accept }: PebbleRequest): Promise<Answer> {
  const path = query.get('path') ?? '';
  switch (query.get('action') ?? '') {
    case 'list': {
      const how = { pattern: query.get('pattern') ?? '', itself: query.get('itself') === 'true' };
      return { result: await files.list(path, how) };
    }
    case 'read': {
      if (!accept.includes('multipart/form-data')) throw new PebbleError('must accept multipart/form-data');
      const content = await files.read(path);
      const result = [Buffer.isBuffer(content) ? { path } : content];
      const response = { type: 'sync', 'status-code': 200, status: 'OK', result };
      return {
        multipart: writeMultipart(response, Buffer.isBuffer(content) ? { path, content } : undefined),
      };
    }
    default:
      throw new PebbleError(`invalid action "${query.get('action') ?? ''}"`);
  }
}

async function postFiles({ files }: Pebble, request: PebbleRequest): Promise<Answer> {
  if (request.contentType.startsWith('multipart/form-data')) return await writeFiles(files, request);
  const { action, dirs, paths } = bodyOf(request);
  if (action === 'make-dirs')
    return { result: await inTurn(dirs, (each) => files.makeDirectory(each as { path: string })) };
  if (action === 'remove')
    return { result: await inTurn(paths, (each) => files.remove(each as { path: string })) };
  throw new PebbleError(`invalid action "${String(action)}"`);
}

async function writeFiles(files: Pebble['files'], { contentType, body }: PebbleRequest): Promise<Answer> {
  const parts = readMultipart(contentType, body);
  const [first, ...contents] = parts;
  if (first?.name !== 'request') throw new PebbleError('metadata field name must be "request"');
  const { action, files: wanted } = parse(first.content);
  if (action !== 'write') throw new PebbleError(`multipart action must be "write", got "${String(action)}"`);
  const result = await inTurn(wanted, (each) => {
    const file = each as unknown as FileToWrite;
    const part = contents.find(({ filename }) => filename === file.path);
    if (part === undefined) throw new PebbleError(`no file data for "${file.path}"`);
    return files.write(file, part.content);
  });
  return { result };
}

function execute(pebble: Pebble, request: PebbleRequest): Answer {
  const body = bodyOf(request);
  const context = body['service-context'];
  if (typeof context === 'string' && context !== '' && !pebble.hasService(context))
    throw new PebbleError(`context service "${context}" not found`);
  const { change, result } = pebble.exec.begin(body);
  return { change: change.id, result };
}

function sendSignal({ services }: Pebble, request: PebbleRequest): Answer {
  const { signal, services: wanted } = bodyOf(request);
  const names = namesIn(wanted);
  if (names.length === 0) throw new PebbleError('must specify one or more services');
  for (const name of names) {
    if (!services.isRunning(name))
      throw new PebbleError(`cannot send signal to "${name}": service is not running`, 500);
    if (!Object.hasOwn(constants.signals, String(signal)))
      throw new PebbleError(`cannot send signal to "${name}": invalid signal name "${String(signal)}"`, 500);
  }
  return { result: true };
}

function listChecks({ checks }: Pebble, { query }: PebbleRequest): Answer {
  const level = query.get('level') ?? '';
  if (!['', 'alive', 'ready'].includes(level)) throw new PebbleError('level must be "alive" or "ready"');
  return { result: checks.list({ level, names: listOf(query, 'names') }) };
}

function actOnChecks({ checks }: Pebble, request: PebbleRequest): Answer {
  const { action, checks: names } = bodyOf(request);
  return { result: checks.act(action, namesIn(names)) };
}

async function listNotices({ notices }: Pebble, { query }: PebbleRequest): Promise<Answer> {
  const users = query.get('users');
  if (users !== null && users !== 'all') throw new PebbleError('invalid "users" filter: must be "all"');
  const types = listOf(query, 'types');
  const known = types.filter((type) => ['change-update', 'custom', 'warning'].includes(type));
  if (types.length > 0 && known.length === 0) return { result: [] };
  const filter = { types: known, keys: listOf(query, 'keys'), after: timeOf(query.get('after')) };
  const timeoutMs = durationMs(query.get('timeout') ?? '', 'timeout');
  return { result: await notices.wait(filter, timeoutMs) };
}

function timeOf(text: string | null): Date | undefined {
  if (text === null || text === '') return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new PebbleError(`invalid "after" timestamp: "${text}"`);
  return time;
}

async function inTurn<T>(
  list: unknown,
  act: (each: Readonly<Record<string, unknown>>) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (const each of Array.isArray(list) ? (list as unknown[]) : []) {
    if (!isRecord(each)) throw new PebbleError('cannot decode request body: a path is no object');
    results.push(await act(each));
  }
  return results;
}

const bodyOf = ({ body }: PebbleRequest): Readonly<Record<string, unknown>> => parse(body);

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    // Told below, with the rest that is no object.
  }
  if (!isRecord(parsed)) throw new PebbleError('cannot decode request body: it is no JSON object');
  return parsed;
}

const namesIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A list with commas, given once or several times. */
const listOf = (query: URLSearchParams, key: string): string[] =>
  query.getAll(key).flatMap((value) => value.split(',').filter((part) => part !== ''));
