import type { CharmMeta, CharmRelation } from './charm';
import { CharmError } from './charm-error';

/**
 * Checks what no single value shows: reserved and repeated names, a subordinate without a principal, formats mixed.
 *
 * @param file - where the metadata was read from
 * @param hasBases - whether the charm says what bases it was built for
 * @internal
 */
export function checkMetadata(file: string, meta: CharmMeta, hasBases: boolean): void {
  const fail = (problem: string, advice: string): never => {
    throw new CharmError(file, problem, advice);
  };
  checkFormat(meta, hasBases, fail);
  checkRelationNames(meta, fail);
  checkExtraBindings(meta, fail);
  checkSubordinate(meta, fail);
  checkStorage(meta, fail);
}

type Fail = (problem: string, advice: string) => never;

function checkFormat(meta: CharmMeta, hasBases: boolean, fail: Fail): void {
  const newer = meta.containers.size > 0 || meta.assumes.length > 0;
  if (newer && !hasBases && meta.series.length === 0) {
    fail(
      meta.containers.size > 0
        ? 'containers without a manifest.yaml not valid'
        : 'assumes in metadata v1 not valid',
      'Pack the charm with `charmcraft pack`, which writes manifest.yaml, or give bases in charmcraft.yaml.',
    );
  }
  if (hasBases && meta.series.length > 0) {
    fail('metadata v2 manifest.yaml with series slice not valid', 'Take "series" away: the bases say it.');
  }
}

function checkRelationNames(meta: CharmMeta, fail: Fail): void {
  const seen = new Set<string>();
  for (const relation of [...meta.provides.values(), ...meta.requires.values(), ...meta.peers.values()]) {
    checkReserved(meta, relation, fail);
    if (seen.has(relation.name)) {
      fail(
        `charm "${meta.name}" using a duplicated relation name: "${relation.name}"`,
        'Give each endpoint a name of its own.',
      );
    }
    seen.add(relation.name);
  }
}

function checkReserved(meta: CharmMeta, relation: CharmRelation, fail: Fail): void {
  const toPrincipal = meta.subordinate && relation.role === 'requirer' && relation.scope === 'container';
  if (!toPrincipal && isReserved(meta.name, relation.name)) {
    fail(
      `charm "${meta.name}" using a reserved relation name: "${relation.name}"`,
      'Names that begin with "juju" are Juju\'s.',
    );
  }
  if (relation.role !== 'requirer' && isReserved(meta.name, relation.interface)) {
    fail(
      `charm "${meta.name}" relation "${relation.name}" using a reserved interface: "${relation.interface}"`,
      'Interfaces that begin with "juju" are Juju\'s.',
    );
  }
}

/** Whether a name is kept for Juju itself. @internal */
export function isReserved(charmName: string, name: string): boolean {
  return !charmName.startsWith('juju-') && (name === 'juju' || name.startsWith('juju-'));
}

function checkExtraBindings(meta: CharmMeta, fail: Fail): void {
  const used = meta.extraBindings.filter(
    (name) => meta.provides.has(name) || meta.requires.has(name) || meta.peers.has(name),
  );
  if (used.length === 0) return;
  fail(
    `charm "${meta.name}" has invalid extra bindings: relation names (${used.toSorted().join(', ')}) cannot be used in extra bindings`,
    'An endpoint is a binding already.',
  );
}

function checkSubordinate(meta: CharmMeta, fail: Fail): void {
  if (!meta.subordinate || [...meta.requires.values()].some((relation) => relation.scope === 'container'))
    return;
  fail(
    `subordinate charm "${meta.name}" lacks "requires" relation with container scope`,
    'Add one, such as `requires: { principal: { interface: juju-info, scope: container } }`.',
  );
}

function checkStorage(meta: CharmMeta, fail: Fail): void {
  for (const store of meta.storage.values()) {
    if (store.location !== '' && store.type !== 'filesystem') {
      fail(
        `charm "${meta.name}" storage "${store.name}": location may not be specified for "type: ${store.type}"`,
        'Take the location away, or make it a filesystem.',
      );
    }
    if (store.countMax === 0) {
      fail(`charm "${meta.name}" storage "${store.name}": invalid maximum count 0`, 'Allow at least one.');
    }
  }
}
