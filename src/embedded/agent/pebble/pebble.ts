import { dump } from 'js-yaml';
import { Changes } from './changes';
import { Checks } from './checks';
import { ContainerFiles } from './container-files';
import { ExecSessions, type WorkloadCommands } from './exec-sessions';
import { checkPlan, combineLayers, emptyLayer, type Layer, parseLayer, type Section } from './layer';
import { Notices } from './notices';
import { PebbleError } from './pebble-error';
import { Services } from './services';

/** What one container's Pebble knows. @internal */
export class Pebble {
  readonly bootId: string;
  readonly changes = new Changes();
  readonly services: Services;
  readonly checks: Checks;
  readonly notices = new Notices();
  readonly files: ContainerFiles;
  readonly exec: ExecSessions;
  readonly #layers = new Map<string, Layer>();
  #plan = emptyLayer;

  constructor(bootId: string, root: string, commands: () => WorkloadCommands) {
    this.bootId = bootId;
    this.services = new Services(() => this.#plan.services, this.changes);
    this.checks = new Checks(() => this.#plan.checks, this.changes);
    this.files = new ContainerFiles(root);
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

  hasService(name: string): boolean {
    return name in this.#plan.services;
  }
}

function withThresholds(checks: Section): Section {
  return Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [name, { threshold: 3, ...check }]),
  );
}
