import type { Application, Unit } from './entities';
import type { Model } from './model';

/** Makes a unit the leader when its application has none. @internal */
export function claimLeadership(model: Model, unit: Unit): void {
  if (unit.application.leader !== '' || unit.life !== 'alive') return;
  setLeader(model, unit.application, unit.name);
}

/**
 * Gives the leadership of a unit that is gone, or not heard of, to another whose agent runs: the lowest-numbered one unless
 * a seed chooses. For one that is gone real Juju takes up to a minute, the time of a lease; who waits for it should not have to.
 *
 * @internal
 */
export function handOverLeadership(model: Model, application: Application): void {
  const heirs = [...application.units.values()]
    .filter((unit) => unit.life === 'alive' && !unit.agentLost && unit.agent.status !== 'allocating')
    .toSorted((one, other) => one.number - other.number);
  setLeader(model, application, model.chooseHeir(heirs)?.name ?? '');
}

function setLeader(model: Model, application: Application, name: string): void {
  application.leader = name;
  if (name !== '') model.note('unit', name);
  model.note('application', application.name, 'status');
}
