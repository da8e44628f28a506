import type { HookSubject } from './hook-subject';
import type { PortRange, Unit } from '../../state/entities';
import { refused } from '../../api-error';
import { unitsOn } from '../../state/destroy-machine';

/** `open-port`, `close-port`, `opened-ports`: written when the hook succeeds. @internal */
export class HookPorts {
  readonly #subject: HookSubject;
  #ranges: PortRange[];
  #staged = false;

  constructor(subject: HookSubject) {
    this.#subject = subject;
    this.#ranges = [...subject.unit.openedPorts];
  }

  /** Opens `80/tcp`, `8000-8100/udp` or `icmp` for an endpoint, or for all of them. */
  open(ports: string, endpoint = ''): void {
    const range = this.#parse(ports, endpoint);
    if (this.#ranges.some((other) => sameRange(other, range))) return;
    this.#checkFree(range);
    this.#ranges.push(range);
    this.#stage();
  }

  close(ports: string, endpoint = ''): void {
    const range = this.#parse(ports, endpoint);
    this.#ranges = this.#ranges.filter((other) => !sameRange(other, range));
    this.#stage();
  }

  get opened(): readonly PortRange[] {
    return this.#ranges;
  }

  #parse(ports: string, endpoint: string): PortRange {
    this.#subject.transaction.check();
    return parsePortRange(ports, endpoint);
  }

  /** Units of one machine share its ports. */
  #checkFree(range: PortRange): void {
    const { model, unit } = this.#subject;
    if (unit.machine === undefined) return;
    for (const other of unitsOn(model, unit.machine)) {
      const taken = other === unit ? undefined : conflict(other, range);
      if (taken === undefined) continue;
      throw refused(
        `cannot open ${formatPortRange(range)} (unit "${unit.name}"): ` +
          `port range conflicts with ${formatPortRange(taken)} (unit "${other.name}")`,
      );
    }
  }

  #stage(): void {
    if (this.#staged) return;
    this.#staged = true;
    const { model, unit, transaction } = this.#subject;
    transaction.stage(() => {
      unit.openedPorts.splice(0, unit.openedPorts.length, ...this.#ranges);
      model.note('unit', unit.name, 'status');
    });
  }
}

/** A range as Juju prints it. */
function formatPortRange({ fromPort, toPort, protocol }: PortRange): string {
  if (protocol === 'icmp') return 'icmp';
  return fromPort === toPort ? `${fromPort}/${protocol}` : `${fromPort}-${toPort}/${protocol}`;
}

function parsePortRange(ports: string, endpoint: string): PortRange {
  if (ports === 'icmp') return { fromPort: -1, toPort: -1, protocol: 'icmp', endpoint };
  const {
    from,
    to = from,
    protocol = 'tcp',
  } = /^(?<from>\d+)(?:-(?<to>\d+))?(?:\/(?<protocol>tcp|udp))?$/i.exec(ports)?.groups ?? {};
  const [fromPort, toPort] = [Number(from), Number(to)];
  if (from === undefined || fromPort < 1 || toPort > 65_535) {
    throw refused(`expected <port>[/<protocol>] or <from>-<to>[/<protocol>] or icmp; got "${ports}"`);
  }
  if (fromPort > toPort) throw refused(`invalid port range ${fromPort}-${toPort}/${protocol}`);
  return { fromPort, toPort, protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp', endpoint };
}

function conflict(unit: Unit, range: PortRange): PortRange | undefined {
  return unit.openedPorts.find(
    (other) =>
      other.protocol === range.protocol && other.fromPort <= range.toPort && range.fromPort <= other.toPort,
  );
}

function sameRange(one: PortRange, other: PortRange): boolean {
  return formatPortRange(one) === formatPortRange(other) && one.endpoint === other.endpoint;
}
