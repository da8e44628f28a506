'use strict';

const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { EmbeddedController } = require('../dist/embedded');
const { localCharm } = require('../dist/model/charm/local-charm');
const { processesOf } = require('../dist/processes-of-folder');
const { median, milliseconds } = require('./statistics');

// As `npm run test:interop` makes it.
const python = join(__dirname, '..', 'node_modules', '.cache', 'jest-operator', 'ops', 'bin', 'python');
const inPython = {
  folder: join(__dirname, '..', 'interop', 'ops', 'charms'),
  provider: 'keeper',
  requirer: 'reader',
  action: ['greet', {}],
};
// The same things done by a shell, for machines without ops, and to see what is the agent's and what is Python's.
const inShell = {
  folder: join(__dirname, '..', 'fixtures', 'charms-run'),
  provider: 'bank',
  requirer: 'client',
  action: ['audit', { auditor: 'Ada' }],
};
const charmsOf = (start) => (start === 'shell' ? inShell : inPython);
const calls = 20;

/** Until something holds of the model; looked at now and then, so that the looking costs nothing. */
async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

function isSettled(model) {
  return [...model.units()].every(({ agent, local }) => agent.status === 'idle' && local.started);
}

async function withModel(start, work) {
  const options = {
    ...{ execute: true, timeScale: 1000, isolation: 'none' },
    ...(start === 'shell' ? { pythonStart: 'cold' } : { python, pythonStart: start }),
  };
  const controller = await EmbeddedController.start(options);
  try {
    const config = { 'update-status-hook-interval': '60m' };
    return await work(controller.state.addModel({ name: 'bench', owner: 'admin', config }), controller);
  } finally {
    await controller.close();
  }
}

async function deploy(model, folder, application, numUnits) {
  const { archive } = await localCharm(join(folder, application), '/');
  const { url: charmUrl } = await model.addCharm(archive);
  model.deploy({ application, charmUrl, numUnits });
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function act(model, { provider, action: [name, parameters] }) {
  return timed(async () => {
    const [action] = model.enqueue([{ receiver: `${provider}/0`, name, parameters }]).actions;
    await until(() => action.status === 'completed' || action.status === 'failed');
  });
}

function tools(model, { provider }, count) {
  return timed(async () => {
    const commands = `i=0; while [ $i -lt ${count} ]; do is-leader >/dev/null; i=$((i+1)); done`;
    const [action] = model.exec({ commands, units: [`${provider}/0`] }).actions;
    await until(() => action.status === 'completed' || action.status === 'failed');
  });
}

/** What one hook costs, by an action that says two things and has two results. */
async function perHook(start) {
  const charms = charmsOf(start);
  return await withModel(start, async (model) => {
    await deploy(model, charms.folder, charms.provider, 1);
    await until(() => isSettled(model));
    const times = [];
    for (let index = 0; index < calls; index++) times.push(await act(model, charms));
    const perTool = ((await tools(model, charms, 51)) - (await tools(model, charms, 1))) / 50;
    return [
      [`median per hook, ${start}`, milliseconds(median(times)), start === 'fork' ? '< 60 ms' : undefined],
      [`of that for each call of a hook tool, ${start}`, milliseconds(perTool)],
    ];
  });
}

async function settle(start, units, goal) {
  const { folder, requirer } = charmsOf(start);
  return await withModel(start, async (model, controller) => {
    const time = await timed(async () => {
      // Without peers: with them it is the square of the units that is measured.
      await deploy(model, folder, requirer, units);
      await until(() => isSettled(model));
    });
    const hooks = model.log.entries.filter(({ message }) => message.startsWith('ran "')).length;
    const rows = [
      [`deploy of ${units} units to settled, ${start}`, milliseconds(time), goal],
      [`hooks per second meanwhile, ${start}`, (hooks / (time / 1000)).toFixed(1)],
    ];
    if (units === 40) rows.push([`memory of what forks for ${units} units, ${start}`, memory(controller)]);
    return rows;
  });
}

async function related(start) {
  const { folder, provider, requirer } = charmsOf(start);
  return await withModel(start, async (model) => {
    const time = await timed(async () => {
      await Promise.all([provider, requirer].map((charm) => deploy(model, folder, charm, 1)));
      model.addRelation([provider, requirer]);
      await until(() => isSettled(model) && model.unit(`${requirer}/0`).workload.status === 'active');
    });
    return [[`two related charms to settled, ${start}`, milliseconds(time)]];
  });
}

/** What the processes of charms that stay have for themselves. */
function memory({ charmFolder }) {
  if (process.platform !== 'linux') return 'not told';
  const kib = processesOf(charmFolder).map((pid) =>
    Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0),
  );
  return `${Math.round(kib.reduce((sum, one) => sum + one, 0) / 1024)} MiB`;
}

module.exports = {
  title: 'Hooks of charms in shell and on ops, executed without isolation',
  async measure() {
    const rows = [];
    const hasOps = existsSync(python);
    const starts = process.platform === 'linux' ? ['fork', 'cold'] : ['cold'];
    for (const start of ['shell', ...(hasOps ? starts : [])]) {
      rows.push(...(await perHook(start)), ...(await related(start)), ...(await settle(start, 1)));
      rows.push(...(await settle(start, 10, start === 'fork' ? '< 1 s' : undefined)));
      if (start === 'fork') rows.push(...(await settle(start, 40)));
    }
    if (!hasOps) rows.push(['on ops skipped: `npm run test:interop` makes a Python with it', '-']);
    return rows;
  },
};
