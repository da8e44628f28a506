import type { Command } from '../../../support/engine-commands';
import { perform } from '../../../support/engine-commands';
import type { Trial, TrialCharms } from '../../../support/engine-trial';
import { readTrialCharms, startTrial } from '../../../support/engine-trial';

let charms: Record<'caas' | 'iaas', TrialCharms>;
const trials: Trial[] = [];

beforeAll(async () => {
  charms = await readTrialCharms();
});

afterEach(() => {
  for (const { engine } of trials.splice(0)) engine.stop();
});

const story: readonly Command[] = [
  { do: 'deploy', charm: 0, units: 3 },
  { do: 'deploy', charm: 1, units: 3 },
  { do: 'rest' },
  { do: 'integrate', pair: 0 },
  { do: 'rest' },
  { do: 'action', which: 3 },
  { do: 'config', app: 0, value: 1 },
  { do: 'rest' },
  { do: 'remove unit', which: 0, force: false },
  { do: 'rest' },
];

async function run(seed: number | undefined, kind: 'caas' | 'iaas' = 'iaas'): Promise<Trial> {
  const trial = startTrial(charms, { series: '3.6', kind, seed });
  trials.push(trial);
  for (const command of story) await perform(trial, command);
  return trial;
}

const hooks = ({ journal }: Trial) =>
  journal.entries.map(({ unit, name, info }) => `${unit} ${name} ${info?.remoteUnit ?? ''}`.trim());

test.each(['iaas', 'caas'] as const)(
  'the same seed repeats the order of all hooks of all units (%s)',
  async (kind) => {
    const [first, second, other] = [await run(11, kind), await run(11, kind), await run(12, kind)];
    expect(hooks(second)).toEqual(hooks(first));
    expect(hooks(other)).not.toEqual(hooks(first));
    expect(second.model.application('web').leader).toBe(first.model.application('web').leader);
  },
);

test('without a seed the order is always the plain one: units and leaders by their numbers', async () => {
  const [first, second] = [await run(undefined), await run(undefined)];
  expect(hooks(second)).toEqual(hooks(first));
  const installs = hooks(first).filter((hook) => /^web.* install$/.test(hook));
  expect(installs).toEqual(['web/0 install', 'web/1 install', 'web/2 install']);
  expect(first.model.application('web').leader).toBe('web/1');
});

test('seeds let any unit go first, lead and inherit, and Pebble come before the config or after', async () => {
  const first = new Set<string>();
  const leaders = new Set<string>();
  const ready = new Set<boolean>();
  for (let seed = 0; seed < 20; seed += 1) {
    const trial = await run(seed, 'caas');
    const all = hooks(trial);
    first.add(all.find((hook) => hook.endsWith(' install')) ?? '');
    leaders.add(all.find((hook) => /^web.* leader-elected/.test(hook)) ?? '');
    ready.add(all.indexOf('web/0 web-pebble-ready') < all.indexOf('web/0 config-changed'));
  }
  expect(first.size).toBeGreaterThan(3);
  expect(leaders.size).toBe(3);
  expect(ready.size).toBe(2);
});
