import { latestRevision } from '../state/secrets';
import type { Model } from '../state/model';
import type { RotatePolicy, Secret } from '../state/secret-entities';
import type { EngineCore } from './engine-core';
import type { Delay } from './scaled-clock';

const hourMs = 3_600_000;

/** How long a revision is good, by policy. */
const periods: Readonly<Record<RotatePolicy, number | undefined>> = {
  never: undefined,
  hourly: hourMs,
  daily: 24 * hourMs,
  weekly: 7 * 24 * hourMs,
  monthly: 30 * 24 * hourMs,
  quarterly: 91 * 24 * hourMs,
  yearly: 365 * 24 * hourMs,
};

/** When an owner is told again who has not rotated its secret, or has not removed what has expired. */
const retryMs = 300_000;

interface Armed {
  readonly key: string;
  readonly delay: Delay | undefined;
}

/** What an owner is to be told, as long as it is so. */
interface News {
  readonly due: 'expired' | 'rotate';
  readonly isStill: () => boolean;
}

/**
 * Tells owners when to rotate their secrets, and that they have expired.
 *
 * @internal
 */
export class SecretTimers {
  readonly #core: EngineCore;
  readonly #rotations = new WeakMap<Secret, Armed>();
  readonly #expiries = new WeakMap<Secret, Armed>();
  /** The latest revision when the owner was last told to rotate. */
  readonly #told = new WeakMap<Secret, number>();
  /** The latest revision and its end when the owner was last told of it. */
  readonly #toldExpiry = new WeakMap<Secret, string>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Has a look at a secret: arms a timer anew when what it waits for is not what it was. */
  visit(model: Model, secret: Secret): void {
    const rotating = secret.due === 'rotate';
    // A new content does not put the next rotation off.
    rearm(this.#rotations, secret, `${secret.rotatePolicy} ${String(rotating)}`, () =>
      rotating ? undefined : this.#armRotation(model, secret),
    );
    const latest = secret.revisions.at(-1);
    const expiring = secret.due === 'expired';
    // As long as the owner leaves an expired revision there it is told again.
    rearm(this.#expiries, secret, `${expiryOf(secret)} ${String(expiring)}`, () =>
      expiring ? undefined : this.#armExpiry(model, secret, latest?.expires),
    );
  }

  #armRotation(model: Model, secret: Secret): Delay | undefined {
    const period = periods[secret.rotatePolicy];
    secret.nextRotate = undefined;
    if (period === undefined) return undefined;
    const wasIdle = this.#told.get(secret) === secret.revisions.at(-1)?.revision;
    const nextMs = wasIdle ? retryMs : period;
    secret.nextRotate = new Date(Date.now() + nextMs);
    const { rotatePolicy } = secret;
    return this.#tellAfter(nextMs, model, secret, {
      due: 'rotate',
      isStill: () => secret.rotatePolicy === rotatePolicy,
    });
  }

  #armExpiry(model: Model, secret: Secret, expires: Date | undefined): Delay | undefined {
    if (expires === undefined) return undefined;
    const end = expiryOf(secret);
    const wasTold = this.#toldExpiry.get(secret) === end;
    const waitMs = wasTold ? retryMs : Math.max(0, expires.getTime() - Date.now());
    return this.#tellAfter(waitMs, model, secret, {
      due: 'expired',
      isStill: () => expiryOf(secret) === end,
    });
  }

  #tellAfter(milliseconds: number, model: Model, secret: Secret, news: News): Delay {
    return this.#core.clock.afterPeriod(milliseconds, () => {
      if (model.secrets.get(secret.id) !== secret || !news.isStill()) return;
      // One thing at a time: the hook for the other is still to come.
      if (secret.due !== undefined) this.#tellAfter(retryMs, model, secret, news);
      else this.#tell(model, secret, news.due);
    });
  }

  #tell(model: Model, secret: Secret, due: News['due']): void {
    secret.due = due;
    if (due === 'rotate') this.#told.set(secret, latestRevision(secret).revision);
    else this.#toldExpiry.set(secret, expiryOf(secret));
    model.note('secret', secret.id);
  }
}

function expiryOf({ revisions }: Secret): string {
  const latest = revisions.at(-1);
  return `${latest?.revision ?? 0} ${latest?.expires?.getTime() ?? ''}`;
}

function rearm(
  timers: WeakMap<Secret, Armed>,
  secret: Secret,
  key: string,
  arm: () => Delay | undefined,
): void {
  const armed = timers.get(secret);
  if (armed?.key === key) return;
  armed?.delay?.cancel();
  timers.set(secret, { key, delay: arm() });
}
