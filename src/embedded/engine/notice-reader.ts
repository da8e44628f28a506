import type { HookInfo } from './hook-info';
import type { PebbleNews, PebbleNotice } from '../state/pebble-news';

/**
 * How far the notices of one container have been told: as Juju's agent does, it asks for those that were repeated after the
 * last one, tells of what it got one after another, and asks again.
 *
 * @internal
 */
export class NoticeReader {
  #mark = 0;
  #batch: PebbleNotice[] = [];

  /** The hook about the next notice that there is one for. It stays the next one until it has been told. */
  next(container: string, pebble: PebbleNews): HookInfo | undefined {
    for (;;) {
      if (this.#batch.length === 0) this.#batch = [...pebble.after(this.#mark)];
      const [notice] = this.#batch;
      if (notice === undefined) return undefined;
      const hook = hookOf(notice, container, pebble);
      if (hook !== undefined) return hook;
      this.told();
    }
  }

  /** The next one is done with. */
  told(): void {
    this.#mark = this.#batch.shift()?.repeated ?? this.#mark;
  }
}

/** Of changes those alone are told that say how a check fares: one that has failed, one that has recovered. */
function hookOf(
  { id, type, key, data }: PebbleNotice,
  workload: string,
  pebble: PebbleNews,
): HookInfo | undefined {
  const notice = { noticeId: id, noticeType: type, noticeKey: key };
  if (type === 'custom') return { kind: 'pebble-custom-notice', workload, ...notice };
  const { kind } = data;
  if (kind !== 'perform-check' && kind !== 'recover-check') return undefined;
  const status = pebble.changeStatus(key);
  const checkName = data['check-name'] ?? '';
  // Pebble has forgotten a change that is long past.
  if (kind === 'perform-check' && (status ?? 'Error') === 'Error')
    return { kind: 'pebble-check-failed', workload, ...notice, checkName };
  if (kind === 'recover-check' && (status ?? 'Done') === 'Done')
    return { kind: 'pebble-check-recovered', workload, ...notice, checkName };
  return undefined;
}
