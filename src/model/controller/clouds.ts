import { fromTag } from '../../juju/tags';
import type { CallOptions } from '../../juju/session';
import type * as wire from '../../juju/wire-types';
import type { ControllerScene } from './controller';

/** A cloud that a controller knows. @public */
export interface Cloud {
  readonly name: string;
  /** `lxd`, `kubernetes`, `aws` … */
  readonly type: string;
  /** How one may log in to it; with `empty` no credential is needed. */
  readonly authTypes: readonly string[];
  readonly regions: readonly string[];
  readonly endpoint: string | undefined;
}

/** The clouds of a controller, by name. @internal */
export async function clouds(
  { session }: ControllerScene,
  options: CallOptions = {},
): Promise<readonly Cloud[]> {
  const response = await session.call<wire.CloudsResult>('Cloud', 'Clouds', {}, options);
  const all = Object.entries(response.clouds ?? {}).map(([tag, raw]) =>
    toCloud(fromTag(tag, 'cloud').id, raw),
  );
  return Object.freeze(all.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** @internal */
export function toCloud(name: string, raw: wire.Cloud): Cloud {
  return Object.freeze({
    name,
    type: raw.type,
    authTypes: Object.freeze(raw['auth-types'] ?? []),
    regions: Object.freeze((raw.regions ?? []).map((region) => region.name)),
    endpoint: raw.endpoint,
  });
}
