'use strict';

const { charm, EmbeddedController } = require('../dist/embedded');
const { median, milliseconds } = require('./statistics');

const models = 50;
const unitsEach = 20;
const rounds = 5;

const metadata = `
name: app
type: charm
summary: A charm for the benchmark.
description: It has peers, as most charms that are scaled have.
base: ubuntu@22.04
platforms: { amd64: }
peers: { cluster: { interface: bench-cluster } }
`;

const script = charm({
  on: {
    start: (ctx) => ctx.setStatus('active'),
    'cluster-relation-joined': (ctx) => ctx.relation.set({ ready: 'yes' }),
  },
});

function archive() {
  const zip = new (require('yazl').ZipFile)();
  zip.addBuffer(Buffer.from(metadata), 'charmcraft.yaml');
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'dispatch', { mode: 0o100755 });
  zip.end();
  return require('node:stream/consumers').buffer(zip.outputStream);
}

function isSettled(model) {
  const units = [...model.units()];
  const settled = (unit) => unit.agent.status === 'idle' && unit.workload.status === 'active';
  return units.length === unitsEach && units.every(settled);
}

/** From the first deploy to the last unit that is idle; the peers of a model see each other by then. */
async function timeToIdle(controller, content) {
  const names = Array.from({ length: models }, (_, index) => `bench-${index}`);
  const made = names.map((name) => controller.state.addModel({ name, owner: 'admin' }));
  const start = performance.now();
  for (const model of made) {
    const { url } = await model.addCharm(content);
    model.deploy({ application: 'app', charmUrl: url, numUnits: unitsEach });
  }
  // Looked at once a turn, not once a change: the benchmark shall measure the controller and not itself.
  while (!made.every(isSettled)) await new Promise((resolve) => setImmediate(resolve));
  return performance.now() - start;
}

module.exports = {
  title: `${models} models of ${unitsEach} units that are each other's peers, from deploy to idle, at full speed`,
  async measure() {
    const content = await archive();
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const controller = await EmbeddedController.start({ timeScale: Infinity, charms: { app: script } });
      times.push(await timeToIdle(controller, content));
      await controller.close();
    }
    return [['deploy to idle', milliseconds(median(times.slice(1))), '< 2 s']];
  },
};
