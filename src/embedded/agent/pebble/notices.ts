import { isRecord } from '../../../is-record';
import type { PebbleNotice } from '../../state/pebble-news';
import { PebbleError } from './pebble-error';
import { durationMs } from './pebble-duration';

interface Notice {
  readonly id: string;
  /** `null` for one that is everybody's, as those about changes are. */
  readonly 'user-id': number | null;
  readonly type: PebbleNotice['type'];
  readonly key: string;
  readonly 'first-occurred': string;
  'last-occurred': string;
  'last-repeated': string;
  occurrences: number;
  'last-data'?: Readonly<Record<string, string>>;
  'repeat-after'?: string;
  readonly 'expire-after': string;
}

/** What of the notices is wanted; all where nothing is said. @internal */
export interface NoticeFilter {
  readonly types?: readonly string[];
  readonly keys?: readonly string[];
  /** Those that were repeated later than this. */
  readonly after?: Date | undefined;
}

const longestKey = 256;
const mostData = 4096;
/** What Node's timers can count: a longer one would be over at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * The notices that a workload or a charm has left, and those that Pebble leaves itself whenever a change begins or ends.
 *
 * @internal
 */
export class Notices {
  readonly #notices = new Map<string, Notice>();
  /** When each was repeated last, as a number that only goes up. */
  readonly #repeated = new Map<Notice, number>();
  readonly #waiting = new Set<() => void>();
  readonly #told: (notice: PebbleNotice) => void;
  #repeats = 0;

  /** @param told - called for each that is new or repeated */
  constructor(told: (notice: PebbleNotice) => void) {
    this.#told = told;
  }

  /** `POST /v1/notices`. */
  add(body: Readonly<Record<string, unknown>>): { id: string } {
    const { action, type, key, data } = body;
    if (action !== 'add') throw new PebbleError(`invalid action "${String(action)}"`);
    if (type !== 'custom')
      throw new PebbleError(`invalid type "${String(type)}" (can only add "custom" notices)`);
    if (typeof key !== 'string' || !customKey.test(key))
      throw new PebbleError(`invalid key "${String(key)}" (must be in "example.com/path" format)`);
    if (key.length > longestKey) throw new PebbleError(`key must be ${longestKey} bytes or less`);
    const repeatAfter = typeof body['repeat-after'] === 'string' ? body['repeat-after'] : '';
    const repeatAfterMs = durationMs(repeatAfter, 'repeat-after');
    return { id: this.record('custom', key, dataOf(data), { text: repeatAfter, ms: repeatAfterMs }) };
  }

  /** One has occurred, again or for the first time: an occurrence too soon after the last one is counted, and not told. */
  record(
    type: PebbleNotice['type'],
    key: string,
    data: Readonly<Record<string, string>> | undefined,
    repeatAfter: { readonly text: string; readonly ms: number } = { text: '', ms: 0 },
  ): string {
    const now = new Date();
    const present = this.#notices.get(`${type} ${key}`);
    const notice = present ?? this.#first(type, key, now.toISOString());
    const isRepeat =
      present === undefined || now.getTime() > Date.parse(notice['last-repeated']) + repeatAfter.ms - 1;
    notice.occurrences += 1;
    notice['last-occurred'] = now.toISOString();
    delete notice['last-data'];
    if (data !== undefined) notice['last-data'] = data;
    delete notice['repeat-after'];
    if (repeatAfter.ms > 0) notice['repeat-after'] = repeatAfter.text;
    if (isRepeat) this.#repeat(notice, now);
    return notice.id;
  }

  /** `GET /v1/notices`: in the order in which they were repeated last. */
  list({ types = [], keys = [], after }: NoticeFilter): object[] {
    return [...this.#notices.values()]
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .filter(({ key }) => keys.length === 0 || keys.includes(key))
      .filter((notice) => after === undefined || Date.parse(notice['last-repeated']) > after.getTime())
      .toSorted((one, other) => this.#when(one) - this.#when(other));
  }

  /** The same once there is one, or none when so many milliseconds have passed. */
  async wait(filter: NoticeFilter, timeoutMs: number): Promise<object[]> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = this.list(filter);
      const left = end - Date.now();
      if (found.length > 0 || left <= 0) return found;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, longestTimer)).unref();
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  get(id: string): object {
    const notice = [...this.#notices.values()].find((each) => each.id === id);
    if (notice === undefined) throw new PebbleError(`cannot find notice with ID "${id}"`, 404);
    return notice;
  }

  /** Those that were repeated after one that was: what Juju's agent asks for. */
  after(mark: number): PebbleNotice[] {
    return [...this.#notices.values()]
      .filter((notice) => this.#when(notice) > mark)
      .map((notice) => this.#seen(notice))
      .toSorted((one, other) => one.repeated - other.repeated);
  }

  #first(type: PebbleNotice['type'], key: string, now: string): Notice {
    const notice: Notice = {
      ...{ id: String(this.#notices.size + 1), 'user-id': type === 'custom' ? 0 : null, type, key },
      ...{ 'first-occurred': now, 'last-occurred': now, 'last-repeated': now },
      ...{ occurrences: 0, 'expire-after': '168h0m0s' },
    };
    this.#notices.set(`${type} ${key}`, notice);
    return notice;
  }

  #repeat(notice: Notice, now: Date): void {
    this.#repeats += 1;
    this.#repeated.set(notice, this.#repeats);
    notice['last-repeated'] = now.toISOString();
    for (const tell of this.#waiting) tell();
    this.#waiting.clear();
    this.#told(this.#seen(notice));
  }

  #when(notice: Notice): number {
    return this.#repeated.get(notice) ?? 0;
  }

  #seen(notice: Notice): PebbleNotice {
    const { id, type, key } = notice;
    return { id, type, key, repeated: this.#when(notice), data: notice['last-data'] ?? {} };
  }
}

const customKey = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+(\/[a-z0-9]+(-[a-z0-9]+)*)+$/;

function dataOf(data: unknown): Readonly<Record<string, string>> | undefined {
  if (data === undefined || data === null) return undefined;
  if (Buffer.byteLength(JSON.stringify(data)) > mostData)
    throw new PebbleError(`total size of data must be ${mostData} bytes or less`);
  const isText = isRecord(data) && Object.values(data).every((value) => typeof value === 'string');
  if (!isText) throw new PebbleError('cannot decode notice data: it is no map of texts');
  return data as Record<string, string>;
}
