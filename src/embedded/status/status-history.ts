import { ApiError, annotated, notFound, notValid } from '../api-error';
import { fromTag } from '../facades/tags';
import type { Params } from '../server/params';
import type { Model } from '../state/model';
import type { StatusEntry } from '../state/status-record';
import { detailedStatus } from './details';

interface Filter {
  readonly size: number;
  readonly since: number | undefined;
  readonly exclude: ReadonlySet<string>;
}

type KindedEntry = StatusEntry & { readonly kind: string };

/** One of the requests of `Client.StatusHistory`: the past statuses of one thing, oldest first. @internal */
export function statusHistory(model: Model, request: Params): object[] {
  const filter = filterOf(request.nested('filter'));
  const tag = request.string('tag');
  try {
    const entries = entriesOf(model, request.string('historyKind'), tag)
      .filter(({ message }) => !filter.exclude.has(message))
      .filter(({ since }) => filter.since === undefined || since.getTime() >= filter.since)
      .sort((a, b) => a.since.getTime() - b.since.getTime());
    const last = filter.size > 0 ? entries.slice(-filter.size) : entries;
    return last.map((entry) => detailedStatus(entry, { kind: entry.kind, allData: true }));
  } catch (error) {
    throw annotated(error, `fetching status history for ${JSON.stringify(tag)}`);
  }
}

function filterOf(params: Params): Filter {
  const size = params.int('size');
  const date = params.optionalString('date');
  const deltaMs = params.optionalMilliseconds('delta');
  const given = [size > 0 && 'Size', date !== undefined && 'Date', deltaMs !== undefined && 'Delta'].filter(
    Boolean,
  );
  if (given.length !== 1) {
    const what =
      given.length === 0 ? 'missing filter parameters' : `${given.slice(0, 2).join(' and ')} together`;
    throw annotated(notValid(what), 'cannot validate status history filter');
  }
  const since = deltaMs === undefined ? date && Date.parse(date) : Date.now() - deltaMs;
  return { size, since: since === '' ? undefined : since, exclude: new Set(params.strings('exclude')) };
}

function entriesOf(model: Model, kind: string, tag: string): KindedEntry[] {
  switch (kind) {
    case 'model':
      return kinded(model.status.history, 'model');
    case 'application':
      return kinded(model.application(fromTag(tag, 'application')).status.history, kind);
    case 'saas':
      return kinded(remoteApplication(model, fromTag(tag, 'application')).status.history, kind);
    case 'unit':
    case 'workload':
    case 'juju-unit':
      return unitEntries(model, fromTag(tag, 'unit'), kind);
    case 'machine':
    case 'container':
      return kinded(model.machine(fromTag(tag, 'machine')).instance.history, kind);
    case 'juju-machine':
    case 'juju-container':
      return kinded(model.machine(fromTag(tag, 'machine')).agent.history, kind);
    default:
      throw new ApiError(`unknown status history kind ${JSON.stringify(kind)}`);
  }
}

/** A unit has two statuses, each with a past; `unit` asks for both. */
function unitEntries(model: Model, name: string, kind: 'unit' | 'workload' | 'juju-unit'): KindedEntry[] {
  const { agent, workload } = model.unit(name);
  return [
    ...(kind === 'juju-unit' ? [] : kinded(workload.history, 'workload')),
    ...(kind === 'workload' ? [] : kinded(agent.history, 'juju-unit')),
  ];
}

function remoteApplication(model: Model, name: string) {
  const remote = model.remoteApplications.get(name);
  if (remote === undefined) throw notFound(`saas application ${JSON.stringify(name)}`);
  return remote;
}

/** Oldest first: sorting by time leaves what was within one millisecond as it is. */
const kinded = (newestFirst: readonly StatusEntry[], kind: string): KindedEntry[] =>
  newestFirst
    .toReversed()
    .map(({ status, message, data, since }) => ({ status, message, data, since, kind }));
