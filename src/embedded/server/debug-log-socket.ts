import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { annotated, unauthorized } from '../api-error';
import type { WireProfile } from '../facades/wire-profile';
import type { ControllerState } from '../state/controller-state';
import type { LogEntry } from '../state/debug-log';
import type { Model } from '../state/model';
import { authenticateRequest } from './authenticate';
import type { DebugLogQuery } from './debug-log-query';
import { parseDebugLogQuery } from './debug-log-query';
import { toWireError } from './wire-error';

/**
 * Serves `/model/UUID/log`: first a line that says whether all is well, then a message for each line of the log.
 *
 * Who asks is checked only now that the websocket is open, because that is how Juju's clients get to see an error.
 *
 * @internal
 */
export function serveDebugLog(
  state: ControllerState,
  profile: WireProfile,
  modelUuid: string | undefined,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  socket.on('error', () => socket.terminate());
  try {
    const model = permittedModel(state, modelUuid, request);
    const query = parseDebugLogQuery(new URL(request.url ?? '/', 'https://controller').searchParams, profile);
    socket.send('{}\n');
    sendLog(query.firehose ? [...state.models.values()] : [model], query, socket, request);
  } catch (error) {
    // Go's client reads the first line, so that it has to end like one.
    socket.send(`${JSON.stringify({ error: toWireError(error) })}\n`);
    socket.close(1001);
  }
}

function permittedModel(
  state: ControllerState,
  modelUuid: string | undefined,
  request: IncomingMessage,
): Model {
  const user = authenticatedUser(state, request);
  const model = modelUuid === undefined ? state.controllerModel : state.model(modelUuid);
  if (user.access !== 'superuser' && !model.access.has(user.name)) {
    throw annotated(unauthorized(), 'authorization failed');
  }
  return model;
}

function authenticatedUser(state: ControllerState, request: IncomingMessage) {
  try {
    return authenticateRequest(state, request);
  } catch (error) {
    throw annotated(error, 'authentication failed');
  }
}

function sendLog(
  models: readonly Model[],
  query: DebugLogQuery,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  const send = ({ model, entry }: Line) =>
    socket.send(JSON.stringify(toMessage(entry, model.uuid, query.version)));
  firstLines(models, query).forEach(send);
  if (query.noTail) {
    // Juju closes the connection under the websocket: a client sees the end without a close frame.
    request.socket.end();
    return;
  }
  for (const model of models) {
    const unsubscribe = model.log.subscribe((entry) => {
      if (query.matches(entry)) send({ model, entry });
    });
    socket.on('close', unsubscribe);
  }
}

interface Line {
  readonly model: Model;
  readonly entry: LogEntry;
}

/** The lines that are there already: all of them unless a number is given, as Juju's own tailers do. */
function firstLines(models: readonly Model[], query: DebugLogQuery): Line[] {
  const lines = models.flatMap((model) =>
    model.log.entries.filter(query.matches).map((entry): Line => ({ model, entry })),
  );
  if (models.length > 1) lines.sort((a, b) => a.entry.timestamp.getTime() - b.entry.timestamp.getTime());
  if (query.initialLines === 0) return lines;
  if (!query.replay) return lines.slice(-query.initialLines);
  return query.noTail ? lines.slice(0, query.initialLines) : lines;
}

function toMessage(entry: LogEntry, modelUuid: string, version: number): Record<string, unknown> {
  const labels = entry.labels ?? {};
  const line = {
    tag: entry.entity,
    ts: entry.timestamp.toISOString(),
    sev: entry.level,
    mod: entry.module,
    loc: entry.location,
    msg: entry.message,
  };
  if (version === 1) return { ...line, lab: labels['logger-tags']?.split(',') ?? null };
  return { uuid: modelUuid, ...line, ...(Object.keys(labels).length > 0 && { lab: labels }) };
}
