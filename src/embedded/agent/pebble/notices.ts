import { isRecord } from '../../../is-record';
import { PebbleError } from './pebble-error';

interface Notice {
  readonly id: string;
  readonly 'user-id': number;
  readonly type: 'custom';
  readonly key: string;
  readonly 'first-occurred': string;
  'last-occurred': string;
  'last-repeated': string;
  occurrences: number;
  'last-data'?: unknown;
  readonly 'expire-after': string;
}

/** The notices that a workload or a charm has left. @internal */
export class Notices {
  readonly #notices = new Map<string, Notice>();

  add({ action, type, key, data }: Readonly<Record<string, unknown>>): { id: string } {
    if (action !== 'add') throw new PebbleError(`invalid action "${String(action)}"`);
    if (type !== 'custom')
      throw new PebbleError(`invalid type "${String(type)}" (can only add "custom" notices)`);
    if (
      typeof key !== 'string' ||
      !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+\/.+$/.test(key)
    ) {
      throw new PebbleError(`invalid key "${String(key)}" (must be in "example.com/path" format)`);
    }
    const now = new Date().toISOString();
    const notice: Notice = this.#notices.get(key) ?? {
      ...{ id: String(this.#notices.size + 1), 'user-id': 0, type, key, occurrences: 0 },
      ...{ 'first-occurred': now, 'last-occurred': now, 'last-repeated': now, 'expire-after': '168h0m0s' },
    };
    notice['last-occurred'] = now;
    notice['last-repeated'] = now;
    notice.occurrences += 1;
    if (isRecord(data)) notice['last-data'] = data;
    this.#notices.set(key, notice);
    return { id: notice.id };
  }

  list(types: readonly string[], keys: readonly string[]): object[] {
    return [...this.#notices.values()]
      .filter(({ type }) => types.length === 0 || types.includes(type))
      .filter(({ key }) => keys.length === 0 || keys.includes(key));
  }

  get(id: string): object {
    const notice = [...this.#notices.values()].find((each) => each.id === id);
    if (notice === undefined) throw new PebbleError(`cannot find notice with ID "${id}"`, 404);
    return notice;
  }
}
