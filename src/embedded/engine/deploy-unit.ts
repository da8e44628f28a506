import type { EngineCore } from './engine-core';
import type { Model } from '../state/model';
import type { Unit } from '../state/entities';
import { privateAddress } from './addresses';
import { provisionStorage, storageOf } from '../state/unit-storage';

/** How long an agent takes to be there, in Juju's time. */
const times = { podMs: 4_000, installMs: 1_000, initialiseMs: 1_000 };

/**
 * Puts the agent of a unit where it runs: on a started machine, or in a pod of its own.
 *
 * @param started - called once the agent runs
 * @internal
 */
export function deployUnit(core: EngineCore, model: Model, unit: Unit, started: () => void): void {
  const then = (milliseconds: number, next: () => void) =>
    core.clock.after(milliseconds, () => {
      if (core.has(model) && unit.life !== 'dead') next();
    });
  const initialise = () => {
    unit.setWorkloadStatus('waiting', 'agent initialising');
    attachStorage(core, model, unit);
    then(times.initialiseMs, started);
  };
  if (model.type === 'caas') {
    then(core.order.vary(times.podMs, 'pod', unit.name), () => {
      startPod(model, unit);
      initialise();
    });
  } else {
    takeAddress(unit);
    unit.setWorkloadStatus('waiting', 'installing agent');
    then(times.installMs, initialise);
  }
}

/** A unit is reached where its machine is. */
function takeAddress(unit: Unit): void {
  const address = unit.machine?.addresses[0]?.value ?? '';
  unit.address = address;
  unit.publicAddress = address;
}

function startPod(model: Model, unit: Unit): void {
  const { application } = unit;
  unit.address = privateAddress(model, 'pod');
  unit.providerId = `${application.name}-${unit.number}`;
  if (application.publicAddress === '') {
    application.publicAddress = privateAddress(model, 'service');
    application.providerId = model.uuid;
    model.note('application', application.name);
  }
  model.note('unit', unit.name);
}

/** Storage is there with the agent: making and attaching it is not modelled further. */
function attachStorage(core: EngineCore, model: Model, unit: Unit): void {
  for (const instance of storageOf(model, unit)) attachOne(core, model, unit, instance.id);
}

/** Makes one storage instance and attaches it. @internal */
export function attachOne(core: EngineCore, model: Model, unit: Unit, id: string): void {
  core.clock.after(1_000, () => {
    const instance = model.storage.get(id);
    if (instance === undefined || instance.attached || instance.owner !== unit.name) return;
    provisionStorage(model, unit, instance);
    instance.attached = true;
    instance.status.set('attached');
    model.note('storage', id);
  });
}
