import { plainProcesses } from './plain-processes';
import { join } from 'node:path';
import { charm } from '../../src/embedded/agent/scripted/charm-script';
import { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import type { ActionContext } from '../../src/embedded/agent/scripted/script-context';
import type { AgentProvider } from '../../src/embedded/agent/unit-agent';
import { Engine } from '../../src/embedded/engine/engine';
import type { ControllerState } from '../../src/embedded/state/controller-state';
import type { Model } from '../../src/embedded/state/model';
import { localCharm } from '../../src/model/charm/local-charm';
import { newState, untilChanged } from './embedded-domain';
import { JournalAgents } from './engine-journal';
import { runCharms } from './executed-charms';

/** What one table runs against. Processes take their time, and the order is the engine's: one Juju is enough of them. */
export const scenes = [
  { agent: 'scripted', series: '3.6' },
  { agent: 'scripted', series: '4.0' },
  { agent: 'process', series: '3.6' },
] as const;

/** A model in which the charm `teller` is deployed, by whatever agent; its hooks do nothing but be written down. */
export interface OrderScene {
  readonly state: ControllerState;
  readonly model: Model;
  readonly journal: JournalAgents;
  /** Deploys it under a name. */
  deploy(name: string, units?: number): Promise<void>;
  /** Uploads it once more, for an upgrade; gives back the new URL. */
  upload(): Promise<string>;
  until(what: string, holds: () => boolean): Promise<void>;
  /** Waits until every unit that stays is idle, and those that go are gone. */
  settled(): Promise<void>;
  /** Waits until a unit is in error. */
  inError(unit: string): Promise<void>;
  /** Runs a hook tool on a unit, to its end; gives back what it prints. */
  tool(unit: string, command: string): Promise<string>;
  /** What a unit has run since this was asked last. */
  ran(unit: string): string[];
}

interface Ending {
  end(): Promise<void>;
}

const open: Ending[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((ending) => ending.end()));
});

/** Starts one; it ends with the test. */
export function startOrderScene({ agent, series }: (typeof scenes)[number]): OrderScene {
  const state = newState(series);
  const scripts = new ScriptedAgents(agent === 'scripted' ? { teller: charm({ exec: runTool }) } : {});
  const processes = agent === 'process' ? plainProcesses(series, scripts) : undefined;
  const provider: AgentProvider = processes ?? scripts;
  const journal = new JournalAgents(provider);
  const engine = new Engine(state, journal, { timeScale: Number.POSITIVE_INFINITY });
  engine.start();
  open.push({
    async end() {
      engine.stop();
      await processes?.close();
    },
  });
  const model = state.addModel({
    name: 'test',
    owner: 'admin',
    // None of them comes in between, however slow the machine is.
    config: { 'automatically-retry-hooks': false, 'update-status-hook-interval': '60m' },
  });
  return { state, model, journal, ...actsOn(state, model, journal) };
}

function actsOn(
  state: ControllerState,
  model: Model,
  journal: JournalAgents,
): Omit<OrderScene, 'journal' | 'model' | 'state'> {
  const until = (what: string, holds: () => boolean) => untilChanged(state, what, holds);
  const upload = async () =>
    (await model.addCharm((await localCharm(join(runCharms, 'teller'), '/')).archive)).url;
  const seen = new Map<string, number>();
  return {
    until,
    upload,
    async deploy(name, units = 1) {
      const known = [...model.charms.keys()][0];
      model.deploy({ application: name, charmUrl: known ?? (await upload()), numUnits: units });
    },
    settled: () => until('everything settles', () => isSettled(model)),
    inError: (unit) => until(`${unit} is in error`, () => model.unit(unit).inError),
    async tool(unit, command) {
      const [action] = model.exec({ commands: command, units: [unit] }).actions;
      await until(`${command} ends`, () => action?.completed !== undefined);
      const { stdout = '', stderr = '' } = action?.output ?? {};
      if (typeof stderr === 'string' && stderr !== '') throw new Error(`${command}: ${stderr}`);
      return String(stdout).trim();
    },
    ran(unit) {
      const all = journal.of(unit).filter((line) => line !== 'juju-run');
      const news = all.slice(seen.get(unit) ?? 0);
      seen.set(unit, all.length);
      return news;
    },
  };
}

function isSettled(model: Model): boolean {
  const units = [...model.units()];
  const isDone = [...model.relations.values()].every(({ life }) => life === 'alive');
  return (
    isDone &&
    units.every(({ agent, life, local }) => life === 'alive' && agent.status === 'idle' && local.started)
  );
}

/** What `juju exec` runs where a charm has a script: the few tools that the tables use. */
function runTool(command: string, ctx: ActionContext): string {
  const [tool = '', ...words] = command.split(' ');
  const pairs: Record<string, string> = {};
  for (const [, key = '', value = ''] of command.matchAll(/(\w+)=(\w+)/g)) pairs[key] = value;
  const uri = words.find((word) => word.startsWith('secret:')) ?? '';
  const relationOf = (id: string) =>
    ['db', 'backend', 'siblings']
      .flatMap((endpoint) => ctx.relations(endpoint))
      .find((one) => String(one.id) === id);
  const relation = relationOf(words[1]?.split(':').at(-1) ?? '');
  switch (tool) {
    case 'secret-add':
      return ctx.secrets.add(pairs);
    case 'secret-set':
      ctx.secrets.set(uri, { content: pairs });
      return '';
    case 'secret-get':
      return String(
        (words.includes('--refresh') ? ctx.secrets.refresh(uri) : ctx.secrets.get(uri))['password'],
      );
    case 'secret-grant':
      if (relation) ctx.secrets.grant(uri, relation);
      return '';
    case 'relation-set':
      if (words.includes('--app')) relation?.setApp(pairs);
      else relation?.set(pairs);
      return '';
    default:
      throw new Error(`no such tool here: ${tool}`);
  }
}
