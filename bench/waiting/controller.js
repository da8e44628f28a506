'use strict';

// A controller in a process of its own, so that what a client costs is the client's alone: 200 units, settled. Prints
// the folder of the juju client's files and the names of the applications; sets a status when it is told to.
const { charm, EmbeddedController } = require('../../dist/embedded');
const { buffer } = require('node:stream/consumers');
const { createInterface } = require('node:readline');
const { ZipFile } = require('yazl');

const applications = 10;
const unitsEach = 20;

const metadata = `
name: app
type: charm
summary: A charm for the benchmark.
description: It is active, and stays so.
base: ubuntu@22.04
platforms: { amd64: }
`;

async function archive() {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(metadata), 'charmcraft.yaml');
  zip.addBuffer(Buffer.from('#!/bin/sh\n'), 'dispatch', { mode: 0o100755 });
  zip.end();
  return buffer(zip.outputStream);
}

async function main() {
  const script = charm({ on: { start: (ctx) => ctx.setStatus('active') } });
  const controller = await EmbeddedController.start({ timeScale: Infinity, charms: { app: script } });
  const model = controller.state.addModel({ name: 'bench', owner: 'admin' });
  const { url } = await model.addCharm(await archive());
  const names = Array.from({ length: applications }, (_, index) => `app${index}`);
  for (const application of names) model.deploy({ application, charmUrl: url, numUnits: unitsEach });
  const isSettled = ({ agent, workload }) => agent.status === 'idle' && workload.status === 'active';
  while (![...model.units()].every(isSettled)) await new Promise((resolve) => setImmediate(resolve));
  console.log(
    JSON.stringify({ jujuData: controller.jujuData, endpoint: controller.endpoint, names, uuid: model.uuid }),
  );
  for await (const line of createInterface({ input: process.stdin })) {
    model.unit('app0/0').setWorkloadStatus(line);
    console.log(JSON.stringify({ setAt: Date.now() }));
  }
  await controller.close();
}

void main();
