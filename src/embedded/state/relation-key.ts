import type { Endpoint } from './relation-entities';

const order = { requirer: 0, provider: 1, peer: 2 } as const;

/** `requirer:endpoint provider:endpoint`, or `app:endpoint` of a peer relation. @internal */
export function relationKey(endpoints: readonly Endpoint[]): string {
  return endpoints
    .toSorted((one, other) => order[one.role] - order[other.role])
    .map((endpoint) => `${endpoint.application}:${endpoint.name}`)
    .join(' ');
}
