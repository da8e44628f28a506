import type { LocalState } from './local-state';
import type { RemoteState } from './remote-state';
import type { UnitOperation } from './unit-operation';

/**
 * The next hook about secrets: expired, to rotate, changed, then revisions that nobody reads any more.
 *
 * @internal
 */
export function nextSecretHook(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  if (!local.installed || remote.life !== 'alive') return undefined;
  const [expired] = remote.expired;
  if (expired !== undefined) {
    const { uri, revision } = expired;
    return { kind: 'run-hook', hook: { kind: 'secret-expired', secretUri: uri, secretRevision: revision } };
  }
  const [rotation] = remote.rotations;
  if (rotation !== undefined)
    return { kind: 'run-hook', hook: { kind: 'secret-rotate', secretUri: rotation } };
  return changed(local, remote) ?? forgotten(local, remote) ?? obsolete(local, remote);
}

function changed(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  for (const [secretUri, { revision, label }] of remote.consumed) {
    if (local.secretRevisions.get(secretUri) === revision) continue;
    return {
      kind: 'run-hook',
      hook: { kind: 'secret-changed', secretUri, secretRevision: revision, secretLabel: label },
    };
  }
  return undefined;
}

function forgotten(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  const uris = [
    ...[...local.secretRevisions.keys()].filter((uri) => !remote.consumed.has(uri)),
    ...[...local.obsoleteRevisions.keys()].filter((uri) => !remote.obsolete.has(uri)),
  ];
  return uris.length === 0 ? undefined : { kind: 'forget-secrets', uris };
}

function obsolete(local: LocalState, remote: RemoteState): UnitOperation | undefined {
  for (const [secretUri, revisions] of remote.obsolete) {
    const told = local.obsoleteRevisions.get(secretUri) ?? [];
    const secretRevision = revisions.find((revision) => !told.includes(revision));
    if (secretRevision === undefined) continue;
    return { kind: 'run-hook', hook: { kind: 'secret-remove', secretUri, secretRevision } };
  }
  return undefined;
}
