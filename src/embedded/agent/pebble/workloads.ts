import { notValid } from '../../../errors';
import type { WorkloadCommands } from './exec-sessions';

/** What tests have said of the programs in containers. @internal */
export class Workloads {
  readonly #commands = new Map<string, WorkloadCommands>();

  /** @throws JujuError for a program that is answered by no function */
  set(charm: string, container: string, commands: WorkloadCommands): void {
    for (const [program, handler] of Object.entries(commands)) {
      if (typeof handler !== 'function') {
        throw notValid(
          `The program "${program}" of the container "${container}" must be a function, got ${typeof handler}`,
        );
      }
    }
    this.#commands.set(`${charm} ${container}`, commands);
  }

  get(charm: string, container: string): WorkloadCommands {
    return this.#commands.get(`${charm} ${container}`) ?? {};
  }
}
