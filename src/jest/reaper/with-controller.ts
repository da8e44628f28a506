import { type Clock, systemClock } from '../../clock';
import { ClientStore } from '../../juju/client-store';
import { ControllerNotFoundError } from '../../juju/errors';
import { Controller } from '../../model/controller/controller';

/** The way to a controller. */
interface Whereabouts {
  readonly controllerName: string;
  readonly jujuData: string;
}

/** @internal */
export interface SweepPatience {
  /** How long a controller may be out of reach before what is on it is given up. */
  readonly patienceMs: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
}

/** What is on one controller each. @internal */
export function byController<T extends Whereabouts>(records: readonly T[]): T[][] {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const key = JSON.stringify([record.jujuData, record.controllerName]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()];
}

/** Does something by a connection of its own to a controller. @internal */
export async function withController(
  where: Whereabouts,
  options: SweepPatience,
  work: (controller: Controller) => Promise<void>,
): Promise<void> {
  const controller = await connect(where, options);
  const hangUp = () => void controller.close();
  options.signal?.addEventListener('abort', hangUp, { once: true });
  try {
    await work(controller);
  } finally {
    options.signal?.removeEventListener('abort', hangUp);
    await controller.close();
  }
}

/** Connects as soon as it can: what ended the run may have ended the network, or the controller, for a while. */
async function connect(
  { jujuData, controllerName }: Whereabouts,
  { patienceMs, signal, clock = systemClock }: SweepPatience,
): Promise<Controller> {
  const store = new ClientStore(jujuData);
  const giveUpAt = clock.now() + patienceMs;
  for (let pauseMs = 1000; ; pauseMs = Math.min(pauseMs * 2, 30_000)) {
    try {
      return await Controller.connect({ store, controllerName, connectSignal: signal });
    } catch (error) {
      if (error instanceof ControllerNotFoundError || clock.now() + pauseMs > giveUpAt) throw error;
      await clock.sleep(pauseMs, signal);
    }
  }
}
