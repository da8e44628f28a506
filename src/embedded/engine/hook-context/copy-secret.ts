import type { Secret } from '../../state/secret-entities';

/** A copy that can be changed without the original noticing. @internal */
export function copySecret(secret: Secret): Secret {
  return {
    ...secret,
    revisions: secret.revisions.map((revision) => ({ ...revision })),
    grants: [...secret.grants],
    consumers: new Map([...secret.consumers].map(([unit, consumer]) => [unit, { ...consumer }])),
  };
}
