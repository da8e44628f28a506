/* global AbortController */
'use strict';

const { mkdirSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { Isolation } = require('../dist/embedded/agent/isolation/isolation');
const { hostCommandNames } = require('../dist/embedded/agent/isolation/host-command-names');
const { SpawnLauncher } = require('../dist/embedded/agent/process/spawn-launcher');
const { makeToolsFolder } = require('../dist/embedded/agent/process/tools-folder');
const { median } = require('./statistics');

const rounds = 40;
const silent = { stdout: () => {}, stderr: () => {} };

function milliseconds(values) {
  return `${median(values).toFixed(1)} ms`;
}

function launchOf(site, unit) {
  const root = join(site, unit);
  mkdirSync(root, { recursive: true });
  const env = { PATH: `${join(site, 'tools')}:/usr/bin:/bin` };
  return { command: '/bin/true', args: [], cwd: root, root, env, unit, hook: 'install', charm: 'bench' };
}

async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What it costs to start `true`: in a unit that has run something before, and in one that has not. */
async function measureChoice(choice, site) {
  const launcher = await Isolation.around(new SpawnLauncher(), {
    choice,
    hostCommands: hostCommandNames,
    notice: () => {},
  });
  const run = (unit) =>
    timeOf(() => launcher.start(launchOf(site, unit), silent, new AbortController().signal));
  try {
    const first = [];
    for (let unit = 0; unit < 10; unit++) first.push(await run(`${choice}-${unit}`));
    const next = [];
    for (let round = 0; round < rounds; round++) next.push(await run(`${choice}-0`));
    return { first: milliseconds(first), next: milliseconds(next) };
  } finally {
    await launcher.close();
  }
}

module.exports = {
  title: 'Starting a process of a charm, by what keeps it off the machine',
  async measure() {
    const site = mkdtempSync(join(tmpdir(), 'jest-op-bench-'));
    await makeToolsFolder(join(site, 'tools'), hostCommandNames);
    const figures = [];
    try {
      // With guards a process is started as with nothing: what guards is a folder in its PATH.
      for (const choice of ['none', 'guard', 'jail']) {
        const measured = await measureChoice(choice, site).catch(({ message }) => ({ refused: message }));
        if (measured.refused !== undefined)
          figures.push([`${choice}: ${measured.refused.split(/[,;:.]/)[0]}`, '-']);
        else {
          figures.push([`${choice}: the first process of a unit`, measured.first]);
          figures.push([`${choice}: each one after it`, measured.next]);
        }
      }
    } finally {
      rmSync(site, { recursive: true, force: true });
    }
    return figures;
  },
};
