import type { Delay } from './scaled-clock';
import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import type { RotatePolicy, Secret } from '../state/secret-entities';
import { latestRevision } from '../state/secrets';

const hourMs = 3_600_000;

/** How long a revision is good, by policy. */
const periods: Readonly<Record<RotatePolicy, number>> = {
  never: Number.POSITIVE_INFINITY,
  hourly: hourMs,
  daily: 24 * hourMs,
  weekly: 7 * 24 * hourMs,
  monthly: 30 * 24 * hourMs,
  quarterly: 91 * 24 * hourMs,
  yearly: 365 * 24 * hourMs,
};

/**
 * Tells owners when to rotate their secrets, and that they have expired.
 *
 * @internal
 */
export class SecretTimers {
  readonly #core: EngineCore;
  readonly #armed = new WeakMap<Secret, { readonly key: string; readonly delay: Delay | undefined }>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Has a look at a secret: arms its timer anew when what it waits for is not what it was. */
  visit(model: Model, secret: Secret): void {
    const expires = secret.revisions.at(-1)?.expires;
    const key = `${secret.rotatePolicy} ${secret.revisions.length} ${expires?.getTime() ?? ''} ${secret.due ?? ''}`;
    const armed = this.#armed.get(secret);
    if (armed?.key === key) return;
    armed?.delay?.cancel();
    this.#armed.set(secret, {
      key,
      delay: secret.due === undefined ? this.#arm(model, secret, expires) : undefined,
    });
  }

  #arm(model: Model, secret: Secret, expires: Date | undefined): Delay | undefined {
    const rotateMs = periods[secret.rotatePolicy];
    const expireMs =
      expires === undefined ? Number.POSITIVE_INFINITY : Math.max(0, expires.getTime() - Date.now());
    const nextMs = Math.min(rotateMs, expireMs);
    if (nextMs === Number.POSITIVE_INFINITY) return undefined;
    if (rotateMs < Number.POSITIVE_INFINITY) secret.nextRotate = new Date(Date.now() + rotateMs);
    return this.#core.clock.afterPeriod(nextMs, () => {
      if (model.secrets.get(secret.id) !== secret || secret.revisions.length === 0) return;
      secret.due = expireMs <= rotateMs ? 'expired' : 'rotate';
      // An expired revision is told of once.
      if (secret.due === 'expired') latestRevision(secret).expires = undefined;
      model.note('secret', secret.id);
    });
  }
}
