import { ApiError, notValid } from '../api-error';
import type { WireProfile } from '../facades/wire-profile';
import type { LogEntry, LogLevel } from '../state/debug-log';
import { logLevels } from '../state/debug-log';

/** What a client of the debug log wants to see. @internal */
export interface DebugLogQuery {
  /** 1: labels are a list; 2 (Juju 4): they are an object, and each line tells its model. */
  readonly version: number;
  /** How many of the lines that are there already come first; 0 for all. */
  readonly initialLines: number;
  /** With `initialLines`: count them from the start, not from the end. */
  readonly replay: boolean;
  /** Lines of all models (Juju 4). */
  readonly firehose: boolean;
  /** End after the lines that are there already. */
  readonly noTail: boolean;
  readonly matches: (entry: LogEntry) => boolean;
}

/** Reads the query of `/model/UUID/log`. @internal */
export function parseDebugLogQuery(query: URLSearchParams, profile: WireProfile): DebugLogQuery {
  const isJuju4 = profile.series === '4.0';
  const backlog = unsigned(query, 'backlog');
  const conditions = [
    levelCondition(query.get('level')),
    startCondition(query.get('startTime')),
    ...listConditions(query, 'Entity', entityPattern, (entry) => entry.entity),
    ...listConditions(query, 'Module', modulePattern, (entry) => entry.module),
    ...labelConditions(query),
  ];
  return {
    version: isJuju4 ? version(query.get('version')) : 1,
    initialLines: unsigned(query, 'maxLines') ?? backlog ?? 0,
    replay: bool(query, 'replay'),
    firehose: isJuju4 && bool(query, 'firehose'),
    noTail: bool(query, 'noTail'),
    matches: (entry) => conditions.every((condition) => condition(entry)),
  };
}

type Condition = (entry: LogEntry) => boolean;
const always: Condition = () => true;

function version(text: string | null): number {
  if (text === null || text === '') return 1;
  if (!/^\d+$/.test(text)) throw new ApiError(`version value ${JSON.stringify(text)} is not a valid number`);
  return Number(text);
}

function unsigned(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name) ?? '';
  if (text === '') return undefined;
  if (!/^\d+$/.test(text)) {
    throw new ApiError(`${name} value ${JSON.stringify(text)} is not a valid unsigned number`);
  }
  return Number(text);
}

/** The spellings that Go's `strconv.ParseBool` takes. */
function bool(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? '';
  if (['', '0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false;
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true;
  throw new ApiError(`${name} value ${JSON.stringify(text)} is not a valid boolean`);
}

function levelCondition(text: string | null): Condition {
  if (text === null || text === '') return always;
  const wanted = logLevels.indexOf(text.toUpperCase() as LogLevel);
  const offered = logLevels.slice(0, logLevels.indexOf('ERROR') + 1);
  if (wanted === -1 || wanted >= offered.length) {
    const names = offered.map((level) => JSON.stringify(level)).join(', ');
    throw new ApiError(`level value ${JSON.stringify(text)} is not one of ${names}`);
  }
  return (entry) => logLevels.indexOf(entry.level) >= wanted;
}

function startCondition(text: string | null): Condition {
  if (text === null || text === '') return always;
  const start = Date.parse(text);
  if (Number.isNaN(start)) {
    throw new ApiError(`start time ${JSON.stringify(text)} is not a valid time in RFC3339 format`);
  }
  return (entry) => entry.timestamp.getTime() >= start;
}

/** `includeX` keeps what matches one of its patterns, `excludeX` takes away what does. */
function listConditions(
  query: URLSearchParams,
  what: string,
  patternOf: (text: string) => string,
  valueOf: (entry: LogEntry) => string,
): Condition[] {
  const matcher = (name: string) => {
    const patterns = query.getAll(name).map(patternOf);
    return patterns.length === 0 ? undefined : new RegExp(`^(?:${patterns.join('|')})$`);
  };
  const included = matcher(`include${what}`);
  const excluded = matcher(`exclude${what}`);
  return [
    (entry) => included?.test(valueOf(entry)) ?? true,
    (entry) => !(excluded?.test(valueOf(entry)) ?? false),
  ];
}

const entityPattern = (text: string): string => escape(text).replaceAll('\\*', '.*');
/** A module stands for the modules below it too. */
const modulePattern = (text: string): string => `${escape(text)}(?:\\..+)?`;
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Juju 3 asks for bare labels (`includeLabel=http`), Juju 4 for pairs (`includeLabels=charm=web`). */
function labelConditions(query: URLSearchParams): Condition[] {
  const has = (wanted: [key: string, value: string][]) => (entry: LogEntry) =>
    wanted.some(([key, value]) => entry.labels?.[key] === value);
  const included = [...pairs(query, 'include'), ...bareLabels(query, 'includeLabel')];
  const excluded = [...pairs(query, 'exclude'), ...bareLabels(query, 'excludeLabel')];
  const conditions: Condition[] = [];
  if (included.length > 0) conditions.push(has(included));
  if (excluded.length > 0) conditions.push((entry) => !has(excluded)(entry));
  return conditions;
}

function pairs(query: URLSearchParams, kind: 'include' | 'exclude'): [string, string][] {
  return query.getAll(`${kind}Labels`).map((label) => {
    const [key = '', value] = label.split('=');
    if (value === undefined) throw notValid(`${kind} label key value ${JSON.stringify(label)}`);
    return [key, value];
  });
}

const bareLabels = (query: URLSearchParams, name: string): [string, string][] =>
  query.getAll(name).map((label) => ['logger-tags', label]);
