import { JujuApiError, withHint } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { whatThereIs } from '../calls/what-there-is';
import type { ModelCore } from '../model-core';

/** What a charm gives names to. */
type Kind = 'endpoint' | 'option' | 'storage';

/** Juju's words for a name that a charm does not have. */
const refusals: readonly (readonly [RegExp, Kind])[] = [
  [/unknown option "([^"]*)"/, 'option'],
  [/no store called "([^"]*)"|(?:charm storage|storage name) "([^"]*)" not/, 'storage'],
  [/unknown endpoint "([^"]*)"|has no "([^"]*)" relation/, 'endpoint'],
];

/**
 * Juju's refusal of a name that a charm does not have, with the names that it has; as it was, where it is about something
 * else.
 *
 * @param charm - what messages call it, and what finds its URL in the model, which may fail
 * @internal
 */
export async function withCharmNames(
  error: unknown,
  core: ModelCore,
  charm: { readonly title: string; readonly url: () => string | undefined },
  limits: CallLimits,
): Promise<unknown> {
  const refused = refusedName(error);
  if (!refused) return error;
  try {
    const url = charm.url();
    if (url === undefined) return error;
    const info = await core.call<wire.Charm>('Charms', 'CharmInfo', { url }, limits);
    const known = whatThereIs(refused.name, namesOf(info, refused.kind));
    return withHint(refused.error, `${charm.title} has no ${refused.kind} "${refused.name}". ${known}`);
  } catch {
    // What Juju said is enough.
    return error;
  }
}

/** What messages call the charm of an application, and what finds its URL where the application is there. @internal */
export function charmOf(core: ModelCore, application: string) {
  const url = () => {
    const { applications } = core.lastStatus;
    return Object.hasOwn(applications, application) ? applications[application]?.charm : undefined;
  };
  return { title: `The charm of ${application}`, url };
}

function refusedName(
  error: unknown,
): { readonly error: JujuApiError; readonly name: string; readonly kind: Kind } | undefined {
  if (!(error instanceof JujuApiError)) return undefined;
  for (const [pattern, kind] of refusals) {
    const [, one, other] = pattern.exec(error.text) ?? [];
    const name = one ?? other;
    if (name !== undefined) return { error, name, kind };
  }
  return undefined;
}

function namesOf({ config, meta }: wire.Charm, kind: Kind): string[] {
  if (kind === 'option') return Object.keys(config ?? {});
  if (kind === 'storage') return Object.keys(meta?.storage ?? {});
  return Object.keys({ ...meta?.provides, ...meta?.requires, ...meta?.peers, ...meta?.['extra-bindings'] });
}
