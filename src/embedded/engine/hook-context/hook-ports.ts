import type { HookSubject } from './hook-subject';
import type { PortRange, Unit } from '../../state/entities';
import { changedPorts, checkPortEndpoints } from './change-ports';
import { comparePorts, formatPorts, parsePorts, portsOverlap, samePorts, type Ports } from './port-range';
import { refused } from '../../api-error';
import { unitsOn } from '../../state/destroy-machine';

/** `open-port`, `close-port`, `opened-ports`: written when the hook succeeds, read back before. @internal */
export class HookPorts {
  readonly #subject: HookSubject;
  #open: PortRange[] = [];
  #close: PortRange[] = [];
  #staged = false;

  constructor(subject: HookSubject) {
    this.#subject = subject;
  }

  /** Opens `80/tcp`, `8000-8100/udp` or `icmp` for an endpoint, or for all of them. */
  open(ports: string, endpoint = ''): void {
    const range = this.#parse(ports, endpoint);
    this.#close = without(this.#close, range);
    this.#checkFree('open', range, this.#open, ' requested earlier');
    if (has(this.#open, range)) return;
    this.#checkFree('open', range, this.#subject.unit.openedPorts);
    if (has(this.#subject.unit.openedPorts, range)) return;
    this.#checkNeighbours('open', range);
    this.#open.push(range);
    this.#stage();
  }

  /** Closes it again; what is not open is no mistake. */
  close(ports: string, endpoint = ''): void {
    const range = this.#parse(ports, endpoint);
    this.#open = without(this.#open, range);
    this.#checkFree('close', range, this.#close, ' requested earlier');
    if (has(this.#close, range)) return;
    this.#checkFree('close', range, this.#subject.unit.openedPorts);
    this.#checkNeighbours('close', range);
    this.#close.push(range);
    this.#stage();
  }

  /** What is open, and what this hook makes of it: by protocol and number. */
  get opened(): readonly PortRange[] {
    this.#subject.transaction.check();
    const present = this.#subject.unit.openedPorts;
    const opened = [...present, ...this.#open.filter((range) => !has(present, range))];
    return opened.filter((range) => !has(this.#close, range)).toSorted(comparePorts);
  }

  #parse(ports: string, endpoint: string): PortRange {
    this.#subject.transaction.check();
    const range = parsePorts(ports);
    if (this.#subject.model.type === 'caas' && range.fromPort !== range.toPort) {
      throw refused('port ranges are not supported for k8s applications, please specify a single port');
    }
    return { ...range, endpoint };
  }

  /** The same ports again are fine, for whatever endpoint; overlapping ones are not. Kubernetes does not mind. */
  #checkFree(doing: 'close' | 'open', range: PortRange, others: readonly PortRange[], when = ''): void {
    const { model, unit } = this.#subject;
    if (model.type === 'caas' && when === '') return;
    const taken = others.find((other) => portsOverlap(range, other) && !samePorts(range, other));
    if (taken !== undefined) throw conflict(doing, range, unit, taken, unit, when);
  }

  /** Units of one machine share its ports. */
  #checkNeighbours(doing: 'close' | 'open', range: PortRange): void {
    const { model, unit } = this.#subject;
    if (unit.machine === undefined) return;
    for (const other of unitsOn(model, unit.machine)) {
      const taken =
        other === unit ? undefined : other.openedPorts.find((ports) => portsOverlap(range, ports));
      if (taken !== undefined) throw conflict(doing, range, unit, taken, other);
    }
  }

  #stage(): void {
    if (this.#staged) return;
    this.#staged = true;
    const { model, unit, transaction } = this.#subject;
    const changes = () => ({ open: this.#open, close: this.#close });
    transaction.stage(
      () => {
        unit.openedPorts.splice(0, unit.openedPorts.length, ...changedPorts(unit, changes()));
        model.note('unit', unit.name, 'status');
      },
      () => checkPortEndpoints(unit, changes()),
    );
  }
}

function has(ranges: readonly PortRange[], range: PortRange): boolean {
  return ranges.some((other) => other.endpoint === range.endpoint && samePorts(other, range));
}

function without(ranges: readonly PortRange[], range: PortRange): PortRange[] {
  return ranges.filter((other) => other.endpoint !== range.endpoint || !samePorts(other, range));
}

function conflict(
  doing: 'close' | 'open',
  range: Ports,
  unit: Unit,
  taken: Ports,
  owner: Unit,
  when = '',
): Error {
  return refused(
    `cannot ${doing} ${formatPorts(range)} (unit "${unit.name}"): ` +
      `port range conflicts with ${formatPorts(taken)} (unit "${owner.name}")${when}`,
  );
}
