import { dump } from 'js-yaml';
import { Changes } from './changes';
import { Checks } from './checks';
import { ContainerFiles, type ContainerMounts } from './container-files';
import { ExecSessions, type WorkloadCommands } from './exec-sessions';
import { checkPlan, combineLayers, emptyLayer, type Layer, parseLayer, type Section } from './layer';
import type { PebbleNews, PebbleNotice } from '../../state/pebble-news';
import { Notices } from './notices';
import { PebbleError } from './pebble-error';
import { Services } from './services';

/** What a Pebble is made of. @internal */
export interface PebbleSeed {
  readonly bootId: string;
  /** The folder that is the container's root. */
  readonly root: string;
  /** What is mounted in it. Asked each time: storage comes and goes. */
  readonly mounts?: () => ContainerMounts;
  readonly commands: () => WorkloadCommands;
  /** Called when there is a notice that Juju's agent may tell the charm of. */
  readonly told?: (() => void) | undefined;
}

/** Of its notices about changes Juju looks at those alone that are about checks. */
const isNews = ({ type, data }: PebbleNotice): boolean =>
  type === 'custom' || data['check-name'] !== undefined;

/** What one container's Pebble knows. @internal */
export class Pebble implements PebbleNews {
  readonly bootId: string;
  readonly changes: Changes;
  readonly services: Services;
  readonly checks: Checks;
  readonly notices: Notices;
  readonly files: ContainerFiles;
  readonly exec: ExecSessions;
  readonly #layers = new Map<string, Layer>();
  #plan = emptyLayer;

  constructor({ bootId, root, mounts, commands, told = () => undefined }: PebbleSeed) {
    this.bootId = bootId;
    this.notices = new Notices((notice) => {
      if (isNews(notice)) told();
    });
    this.changes = new Changes(({ id, kind }, data) => {
      this.notices.record('change-update', id, { kind, ...data });
    });
    this.services = new Services(() => this.#plan.services, this.changes);
    this.checks = new Checks(() => this.#plan.checks, this.changes);
    this.files = new ContainerFiles(root, mounts);
    this.exec = new ExecSessions(this.changes, commands);
  }

  /** Puts a layer on top, or into the one that has its label. A plan that could not be run is refused, and changes nothing. */
  addLayer(label: string, yaml: string, combine: boolean): void {
    const layer = parseLayer(label, yaml);
    const present = this.#layers.get(label);
    if (present !== undefined && !combine) throw new PebbleError(`layer "${label}" already exists`);
    const layers = new Map(this.#layers);
    layers.set(label, present === undefined ? layer : combineLayers(present, layer));
    const plan = [...layers.values()].reduce(combineLayers, emptyLayer);
    checkPlan(plan);
    this.#layers.set(label, layers.get(label) ?? layer);
    this.#plan = { ...plan, checks: withThresholds(plan.checks) };
    this.checks.planChanged();
  }

  /** The plan as YAML, without the sections that are empty. */
  get planYaml(): string {
    const filled = Object.entries(this.#plan).filter(
      ([, section]) => Object.keys(section as object).length > 0,
    );
    return dump(Object.fromEntries(filled), { indent: 4, lineWidth: -1 });
  }

  after(mark: number): readonly PebbleNotice[] {
    return this.notices.after(mark);
  }

  changeStatus(id: string): string | undefined {
    return this.changes.find(id)?.status;
  }

  hasService(name: string): boolean {
    return name in this.#plan.services;
  }
}

function withThresholds(checks: Section): Section {
  return Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, { threshold: 3, ...check }]),
  );
}
