import type { Application, Unit } from '../../src/embedded/state/entities';
import type { AddModelArgs } from '../../src/embedded/state/requests';
import type { CharmScript } from '../../src/embedded/agent/scripted/charm-script';
import type { JujuSeries } from '../../src/embedded/state/profile';
import type { Model } from '../../src/embedded/state/model';
import { ApiError } from '../../src/embedded/api-error';
import { ControllerState } from '../../src/embedded/state/controller-state';
import { Engine } from '../../src/embedded/engine/engine';
import { EngineFaults } from '../../src/embedded/engine/faults';
import { kubernetes } from '../../src/embedded/state/clouds';
import { profiles } from '../../src/embedded/state/profile';
import { readCharmDirectory } from '../../src/embedded/charm/read-charm';
import { registerCharm } from '../../src/embedded/state/add-charm';
import { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import { join } from 'node:path';

/** Where the charms of the tests are. */
export const charmsDirectory = join(__dirname, '../../fixtures/charms');

/** A controller's domain without its server: state, engine and scripts. */
export interface Domain {
  readonly state: ControllerState;
  readonly engine: Engine;
  readonly scripts: ScriptedAgents;
  readonly faults: EngineFaults;
  readonly model: Model;
  /** Deploys a charm of `fixtures/charms`, under its own name or another. */
  deploy(
    charm: string,
    options?: { name?: string; units?: number; config?: Record<string, string> },
  ): Promise<Application>;
  /** Waits until something holds, looking whenever the state changes. */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Waits until all agents of these applications, or of all, are idle and started. */
  settled(...applications: string[]): Promise<void>;
}

/** What a domain is started with. */
export interface DomainOptions {
  readonly series?: JujuSeries;
  readonly timeScale?: number;
  readonly seed?: number;
  readonly charms?: Readonly<Record<string, CharmScript>>;
  readonly model?: Partial<AddModelArgs>;
  readonly kubernetes?: boolean;
  /** The controller's; another one where two of them meet. */
  readonly uuid?: string;
}

const engines: Engine[] = [];

afterEach(() => {
  for (const engine of engines.splice(0)) engine.stop();
});

/** Starts a domain with one model, at full speed unless a time scale is given; it ends with the test. */
export function startDomain(options: DomainOptions = {}): Domain {
  const state = newState(options.series, options.uuid);
  const scripts = new ScriptedAgents(options.charms);
  const faults = new EngineFaults();
  const engine = new Engine(state, scripts, {
    timeScale: options.timeScale ?? Number.POSITIVE_INFINITY,
    faults,
    seed: options.seed,
  });
  engines.push(engine);
  engine.start();
  const cloud = options.kubernetes === true ? { cloud: 'k8s' } : {};
  const model = state.addModel({ name: 'test', owner: 'admin', ...cloud, ...options.model });
  const until = (what: string, holds: () => boolean) => untilChanged(state, what, holds);
  return {
    state,
    engine,
    scripts,
    faults,
    model,
    until,
    deploy: (charm, how = {}) => deployFixture(model, charm, how),
    settled: (...applications) =>
      until(`${applications.join(', ') || 'everything'} settles`, () => isSettled(model, applications)),
  };
}

/** A state without an engine. */
export function newState(
  series: JujuSeries = '3.6',
  uuid = '5d9fc1a5-6b1c-4a3f-8a9d-1f2e3d4c5b6a',
): ControllerState {
  const state = new ControllerState({
    uuid,
    name: 'embedded',
    profile: profiles[series],
    adminPassword: 'password of the tests',
  });
  state.clouds.set('k8s', kubernetes());
  return state;
}

/** Puts a charm of `fixtures/charms` into a model and deploys it. */
export async function deployFixture(
  model: Model,
  charm: string,
  {
    name = charm,
    units,
    config = {},
  }: { name?: string; units?: number; config?: Record<string, string> } = {},
): Promise<Application> {
  const contents = await readCharmDirectory(join(charmsDirectory, charm));
  const known = [...model.charms.values()].find((candidate) => candidate.name === contents.meta.name);
  const { url } = known ?? registerCharm(model, contents, {});
  const numUnits = units ?? (contents.meta.subordinate ? 0 : 1);
  return model.deploy({ application: name, charmUrl: url, numUnits, config });
}

/** A unit's two statuses as `juju status` shows them: `active/idle hello`. */
export function shown(unit: Unit): string {
  return `${unit.workload.status}/${unit.agent.status} ${unit.workload.message}`.trim();
}

/** The error that a command is refused with. */
export function refusalOf(command: () => unknown): { readonly message: string; readonly code: string } {
  try {
    command();
  } catch (error) {
    if (error instanceof ApiError) return { message: error.message, code: error.code };
    throw error;
  }
  throw new Error('the command was not refused');
}

/** Names of the hooks that a unit ran or skipped, in order, by its log. */
export function hooksOf(model: Model, unit: string): string[] {
  const entity = `unit-${unit.replace('/', '-')}`;
  return model.log.entries
    .filter((entry) => entry.entity === entity && entry.module === 'juju.worker.uniter.operation')
    .map(({ message }) => /^(?:ran|skipped) "(?<hook>[^"]+)" hook/.exec(message)?.groups?.['hook'] ?? '')
    .filter((hook) => hook !== '');
}

function isSettled(model: Model, names: readonly string[]): boolean {
  const wanted = names.length === 0 ? [...model.applications.keys()] : names;
  return wanted.every((name) =>
    [...model.application(name).units.values()].every(
      ({ agent, local }) => agent.status === 'idle' && local.started,
    ),
  );
}

/** Waits until something holds, looking whenever the state changes. */
export async function untilChanged(
  state: ControllerState,
  what: string,
  holds: () => boolean,
): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve, reject) => {
    let looking = false;
    const unsubscribe = state.changes.subscribe(() => {
      if (looking) return;
      looking = true;
      // Look when the change is through, not in the middle of it.
      setImmediate(() => {
        looking = false;
        try {
          if (!holds()) return;
          unsubscribe();
          resolve();
        } catch (error) {
          unsubscribe();
          reject(new Error(`while waiting until ${what}`, { cause: error }));
        }
      });
    });
  });
}
