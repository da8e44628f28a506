import { charm } from '../../src/embedded/agent/scripted/charm-script';
import type { CharmScript } from '../../src/embedded/agent/scripted/charm-script';

/** A charm that gives a secret to whoever relates to it by `db`, and what becomes of it. */
export interface SecretGiver {
  readonly script: CharmScript;
  /** Once it is there. */
  readonly uri: string;
}

/** One whose action `backup` writes a new revision, and that removes old ones when it is told to. @param told - what it was told */
export function secretGiver(told: string[]): SecretGiver {
  let uri = '';
  const script = charm({
    on: {
      'db-relation-created'(ctx) {
        uri = ctx.secrets.add({ password: 'one' });
        if (ctx.relation !== undefined) ctx.secrets.grant(uri, ctx.relation);
        ctx.relation?.setApp({ secret: uri });
      },
      'secret-remove'(ctx) {
        told.push(`${ctx.unit} remove ${String(ctx.secret?.revision)}`);
        ctx.secrets.remove(ctx.secret?.uri ?? '', ctx.secret?.revision);
      },
    },
    actions: { backup: (ctx) => ctx.secrets.set(uri, { content: { password: 'two' } }) },
  });
  return {
    script,
    get uri() {
      return uri;
    },
  };
}
