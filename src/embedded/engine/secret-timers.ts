import { latestRevision } from '../state/secrets';
import type { Model } from '../state/model';
import type { RotatePolicy, Secret, SecretRevision } from '../state/secret-entities';
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

/**
 * Tells owners when to rotate their secrets, and that they have expired.
 *
 * @internal
 */
export class SecretTimers {
  readonly #core: EngineCore;
  readonly #rotations = new WeakMap<Secret, Armed>();
  readonly #expiries = new WeakMap<SecretRevision, Armed>();
  /** The latest revision when the owner was last told to rotate. */
  readonly #told = new WeakMap<Secret, number>();
  /** The end of a revision when the owner was last told of it. */
  readonly #toldExpiry = new WeakMap<SecretRevision, number>();

  constructor(core: EngineCore) {
    this.#core = core;
  }

  /** Has a look at a secret: arms a timer anew when what it waits for is not what it was. */
  visit(model: Model, secret: Secret): void {
    const { rotatePolicy, rotationDue, revisions } = secret;
    // A new content does not put the next rotation off.
    rearm(this.#rotations, secret, `${rotatePolicy} ${String(rotationDue)}`, () =>
      rotationDue ? undefined : this.#armRotation(model, secret),
    );
    for (const revision of revisions) {
      const { expires, expiryDue } = revision;
      // As long as the owner leaves an expired revision there it is told again.
      rearm(this.#expiries, revision, `${String(expires?.getTime())} ${String(expiryDue)}`, () =>
        expiryDue || expires === undefined
          ? undefined
          : this.#armExpiry(model, secret, { revision, expires }),
      );
    }
  }

  /** The time has come to rotate a secret: its owner is told. */
  rotate(model: Model, secret: Secret): void {
    secret.rotationDue = true;
    this.#told.set(secret, latestRevision(secret).revision);
    model.note('secret', secret.id);
  }

  /** The end of a revision has come: its owner is told. */
  expire(model: Model, secret: Secret, revision: SecretRevision): void {
    revision.expiryDue = true;
    this.#toldExpiry.set(revision, Number(revision.expires));
    model.note('secret', secret.id);
  }

  #armRotation(model: Model, secret: Secret): Delay | undefined {
    const { rotatePolicy } = secret;
    const period = periods[rotatePolicy];
    secret.nextRotate = undefined;
    if (period === undefined) return undefined;
    const wasIdle = this.#told.get(secret) === secret.revisions.at(-1)?.revision;
    const nextMs = wasIdle ? retryMs : period;
    secret.nextRotate = new Date(Date.now() + nextMs);
    return this.#core.clock.afterPeriod(nextMs, () => {
      if (model.secrets.get(secret.id) !== secret || secret.rotatePolicy !== rotatePolicy) return;
      this.rotate(model, secret);
    });
  }

  /** Every revision has an end of its own, whatever came after it. */
  #armExpiry(
    model: Model,
    secret: Secret,
    { revision, expires }: { readonly revision: SecretRevision; readonly expires: Date },
  ): Delay {
    const end = expires.getTime();
    const wasTold = this.#toldExpiry.get(revision) === end;
    const waitMs = wasTold ? retryMs : Math.max(0, end - Date.now());
    return this.#core.clock.afterPeriod(waitMs, () => {
      const isThere = model.secrets.get(secret.id) === secret && secret.revisions.includes(revision);
      if (!isThere || revision.expires?.getTime() !== end) return;
      this.expire(model, secret, revision);
    });
  }
}

function rearm<Of extends object>(
  timers: WeakMap<Of, Armed>,
  of: Of,
  key: string,
  arm: () => Delay | undefined,
): void {
  const armed = timers.get(of);
  if (armed?.key === key) return;
  armed?.delay?.cancel();
  timers.set(of, { key, delay: arm() });
}
