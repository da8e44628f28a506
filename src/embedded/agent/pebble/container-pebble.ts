import { randomUUID } from 'node:crypto';
import { JujuError, notValid } from '../../../errors';
import type { Unit } from '../../state/entities';
import type { Model } from '../../state/model';
import { Pebble } from './pebble';
import { PebbleError } from './pebble-error';

/** What happens in a container of a unit, beside what its charm does. @public */
export class ContainerPebble {
  readonly #pebble: Pebble;
  readonly #where: string;
  readonly #isScripted: boolean;

  /** @internal */
  constructor(pebble: Pebble, where: string, isScripted: boolean) {
    this.#pebble = pebble;
    this.#where = where;
    this.#isScripted = isScripted;
  }

  /**
   * Leaves a notice, as a workload does by `pebble notify`: the hook `<container>-pebble-custom-notice` comes of it.
   *
   * @param key - in the form `example.com/path`
   * @param data - what else there is to say
   * @returns the notice's id, the same for each notice of this key
   * @example
   * ```ts
   * opsTest.embedded?.pebble('web/0', 'nginx').notify('example.com/backup-done', { file: '/backup.tgz' });
   * ```
   */
  notify(key: string, data: Readonly<Record<string, string>> = {}): string {
    try {
      return this.#pebble.notices.add({ action: 'add', type: 'custom', key, data }).id;
    } catch (error) {
      if (!(error instanceof PebbleError)) throw error;
      throw notValid(`The notice for ${this.#where} is not valid: ${error.message}`);
    }
  }

  /**
   * Lets a check of the charm's plan fail as often as its threshold says: it is down, and the hook
   * `<container>-pebble-check-failed` comes of it.
   *
   * @param name - the check's name
   * @param reason - why, as Pebble's change says it
   * @throws JujuError when the plan has no such check, or it does not run
   * @example
   * ```ts
   * opsTest.embedded?.pebble('web/0', 'nginx').failCheck('up', 'received non-20x status code 500');
   * ```
   */
  failCheck(name: string, reason = 'it fails, as the test says'): void {
    this.#declare(name);
    if (!this.#pebble.checks.fail(name, reason)) throw this.#noCheck(name);
  }

  /**
   * Lets a check succeed: when it was down it is up again, and the hook `<container>-pebble-check-recovered` comes of it.
   *
   * @param name - the check's name
   * @throws JujuError when the plan has no such check, or it does not run
   * @example
   * ```ts
   * opsTest.embedded?.pebble('web/0', 'nginx').recoverCheck('up');
   * ```
   */
  recoverCheck(name: string): void {
    this.#declare(name);
    if (!this.#pebble.checks.recover(name)) throw this.#noCheck(name);
  }

  /** A script has no Pebble to give a plan to, so its checks are those that are named. */
  #declare(name: string): void {
    if (!this.#isScripted || this.#pebble.checks.has(name)) return;
    const check = { override: 'replace', exec: { command: 'true' } };
    this.#pebble.addLayer('script', JSON.stringify({ checks: { [name]: check } }), true);
  }

  #noCheck(name: string): JujuError {
    return new JujuError(
      `The check "${name}" does not run in ${this.#where}: ${this.#pebble.checks.running}`,
      { code: 'not found' },
    );
  }
}

/**
 * The Pebble of a unit's container. That of a charm that is executed is there when its container has come up; a script has
 * none, and gets one for what is to be told of it.
 *
 * @throws JujuError when the charm has no such container, or it is not up
 * @internal
 */
export function containerPebble(
  model: Model,
  unit: Unit,
  container: string,
  isScripted: boolean,
): ContainerPebble {
  const { meta, name } = model.charms.get(unit.charmUrl) ?? unit.application.charm;
  const where = `the container "${container}" of ${unit.name}`;
  if (!meta.containers.has(container)) {
    const known = [...meta.containers.keys()].map((each) => `"${each}"`).join(', ');
    throw notValid(
      `The charm "${name}" of ${unit.name} has no container "${container}"; it has ${known || 'none'}`,
    );
  }
  if (model.type !== 'caas') {
    throw notValid(`${unit.name} is on a machine, where nobody makes its container "${container}"`);
  }
  const present = unit.pebbles.get(container);
  if (present instanceof Pebble) return new ContainerPebble(present, where, isScripted);
  if (!isScripted || !unit.local.started) {
    throw new JujuError(
      `Pebble is not up in ${where}: wait until its hook ${container}-pebble-ready has run`,
      { code: 'not found' },
    );
  }
  const told = (): void => model.note('unit', unit.name);
  const pebble = new Pebble({ bootId: randomUUID(), root: '/', commands: () => ({}), told });
  unit.pebbles.set(container, pebble);
  return new ContainerPebble(pebble, where, isScripted);
}
