import { randomUUID } from 'node:crypto';
import { kubernetes, localhost } from '../../src/embedded/state/clouds';
import { ControllerState } from '../../src/embedded/state/controller-state';
import type { Unit } from '../../src/embedded/state/entities';
import type { Model } from '../../src/embedded/state/model';
import type { JujuSeries } from '../../src/embedded/state/profile';
import { profiles } from '../../src/embedded/state/profile';
import type { CharmFiles } from './embedded-wire-charm';
import { zipCharm } from './embedded-wire-charm';

/** A model in which nothing happens by itself, without a server before it. */
export interface StillModel {
  readonly state: ControllerState;
  readonly model: Model;
  /** Deploys an application of a charm that is the application's own. */
  readonly deploy: (charm: CharmFiles, numUnits?: number) => Promise<Unit[]>;
}

const manifest = { bases: [{ name: 'ubuntu', channel: '22.04', architectures: ['amd64'] }] };

export function stillModel(series: JujuSeries, cloud = localhost()): StillModel {
  const state = new ControllerState({
    uuid: randomUUID(),
    name: 'embedded',
    profile: profiles[series],
    adminPassword: 'secret',
    clouds: [{ ...cloud, isControllerCloud: true }],
  });
  const model = state.addModel({ name: 'still', owner: 'admin' });
  const deploy = async (charm: CharmFiles, numUnits = 1) => {
    const { url } = await model.addCharm(await zipCharm(charm, { 'manifest.yaml': manifest }));
    const application = model.deploy({
      application: charm.name,
      charmUrl: url,
      ...(charm.subordinate !== true && { numUnits }),
    });
    return [...application.units.values()];
  };
  return { state, model, deploy };
}

/** The same on Kubernetes. */
export const stillKubernetesModel = (series: JujuSeries): StillModel => stillModel(series, kubernetes());

/** A value as it comes out of JSON, with each moment as `<time>`. */
export function onTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(each) ? '<time>' : each,
  ) as unknown;
}
