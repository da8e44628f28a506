import { plainProcesses } from './plain-processes';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { charm } from '../../src/embedded/agent/scripted/charm-script';
import { ScriptedAgents } from '../../src/embedded/agent/scripted/scripted-agent';
import type { ActionContext } from '../../src/embedded/agent/scripted/script-context';
import type { ProcessAgents } from '../../src/embedded/agent/process/process-agents';
import { Engine } from '../../src/embedded/engine/engine';
import type { ControllerState } from '../../src/embedded/state/controller-state';
import type { JujuSeries } from '../../src/embedded/state/profile';
import type { Model } from '../../src/embedded/state/model';
import type { DeployArgs } from '../../src/embedded/state/requests';
import { newState, untilChanged } from './embedded-domain';
import { zipOf } from './embedded-domain-zip';
import { JournalAgents } from './engine-journal';
import { runCharms } from './executed-charms';

/** What each table runs against. */
export const scenes = [
  { agent: 'scripted', series: '3.6' },
  { agent: 'scripted', series: '4.0' },
  { agent: 'process', series: '3.6' },
  { agent: 'process', series: '4.0' },
] as const;

/** The charms: their hooks do nothing but be written down. */
type SceneCharm = 'companion' | 'depot' | 'diary';

/** A model in which these charms are deployed, by whatever agent. */
export interface OrderScene {
  readonly state: ControllerState;
  readonly model: Model;
  readonly journal: JournalAgents;
  /** Deploys `diary`, or another charm, under a name. */
  deploy(name: string, units?: number, how?: SceneDeploy): Promise<void>;
  /** Uploads `diary` once more, for an upgrade; gives back the new URL. */
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

interface SceneDeploy extends Pick<DeployArgs, 'attachStorage' | 'storage'> {
  readonly charm?: SceneCharm;
}

const open: (() => void)[] = [];
/** What executes charms, one for all tests of a file: their models tell them apart. */
const executing = new Map<JujuSeries, ProcessAgents>();

afterEach(() => {
  for (const end of open.splice(0)) end();
});

afterAll(async () => {
  await Promise.all([...executing.values()].map((processes) => processes.close()));
  executing.clear();
});

/**
 * Starts one; it ends with the test, which fails where what the charm has written down itself is not what the engine has
 * run.
 */
export function startOrderScene({ agent, series }: (typeof scenes)[number]): OrderScene {
  const state = newState(series);
  const script = charm({ exec: runTool });
  const journal = new JournalAgents(
    agent === 'process'
      ? executed(series)
      : new ScriptedAgents({ diary: script, companion: script, depot: script }),
  );
  const engine = new Engine(state, journal, { timeScale: Number.POSITIVE_INFINITY });
  engine.start();
  const model = state.addModel({
    name: 'test',
    owner: 'admin',
    // None of them comes in between, however slow the machine is.
    config: { 'automatically-retry-hooks': false, 'update-status-hook-interval': '60m' },
  });
  open.push(() => {
    engine.stop();
    if (agent === 'process') compare(journal, readDiary(series, model));
  });
  return { state, model, journal, ...actsOn(state, model, journal) };
}

function executed(series: JujuSeries): ProcessAgents {
  const processes = executing.get(series) ?? plainProcesses(series);
  executing.set(series, processes);
  return processes;
}

/** What the units of a model have written: `<unit> <hook> …`. */
function readDiary(series: JujuSeries, { uuid }: Model): string[] {
  const path = join(executing.get(series)?.folder ?? '', `diary-${uuid}`);
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

/** What was cut off by the end of the test may have been written down or not. */
function compare(journal: JournalAgents, diary: readonly string[]): void {
  for (const unit of new Set(journal.entries.map((entry) => entry.unit))) {
    const lines = diary.filter((line) => line.startsWith(`${unit} `));
    const ran = journal.of(unit, ({ outcome }) => outcome === 'done' || outcome === 'failed');
    const expected = ran.filter((line) => line !== 'juju-run').map((line) => line.replace('fail-', ''));
    expect(lines.slice(0, expected.length)).toEqual(expected.map((line) => `${unit} ${line}`));
  }
}

/** Packed once: all tests deploy the same. */
const archives = new Map<SceneCharm, Promise<Buffer>>();

function archiveOf(name: SceneCharm): Promise<Buffer> {
  const archive = archives.get(name) ?? pack(name);
  archives.set(name, archive);
  return archive;
}

async function pack(name: SceneCharm): Promise<Buffer> {
  const text = (...path: string[]) => readFileSync(join(runCharms, ...path), 'utf8');
  const files = { 'charmcraft.yaml': text(name, 'charmcraft.yaml'), dispatch: text('diary', 'dispatch') };
  return await zipOf(files, { executable: ['dispatch'] });
}

function actsOn(
  state: ControllerState,
  model: Model,
  journal: JournalAgents,
): Omit<OrderScene, 'journal' | 'model' | 'state'> {
  const until = (what: string, holds: () => boolean) => untilChanged(state, what, holds);
  const upload = async (name: SceneCharm = 'diary') => (await model.addCharm(await archiveOf(name))).url;
  const seen = new Map<string, number>();
  return {
    until,
    upload: () => upload(),
    async deploy(name, units = 1, { charm: kind = 'diary', ...args } = {}) {
      const known = [...model.charms.values()].find((each) => each.name === kind)?.url;
      const charmUrl = known ?? (await upload(kind));
      model.deploy({ application: name, charmUrl, numUnits: kind === 'companion' ? 0 : units, ...args });
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
