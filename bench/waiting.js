'use strict';

const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { existsSync } = require('node:fs');
const { readFile, writeFile } = require('node:fs/promises');
const net = require('node:net');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { setTimeout: sleep } = require('node:timers/promises');
const { median, milliseconds } = require('./statistics');

/** Real seconds of each wait; what it costs is told for ten minutes. */
const seconds = 20;
const tenMinutes = 600 / seconds;
const changes = 7;
const python = join(__dirname, '../node_modules/.cache/jest-operator/python/bin/python');
const folder = join(__dirname, 'waiting');

/** A child process that speaks JSON, line by line. */
class Child {
  constructor(program, args, env = {}) {
    // python-libjuju complains on its standard error of tasks of its own; a failure shows by the missing line.
    const stdio = ['pipe', 'pipe', 'ignore'];
    this.process = spawn(program, args, { stdio, env: { ...process.env, ...env } });
    this.lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  async line() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('The process ended without a word');
    return value;
  }

  async end() {
    this.process.stdin.end();
    if (this.process.exitCode === null) await once(this.process, 'exit');
  }
}

/** Passes everything on to the controller, and counts what comes back: TLS is the same with it and without. */
async function countingProxy(endpoint) {
  const counter = { bytes: 0 };
  const [host, port] = endpoint.split(':');
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(port), host);
    upstream.on('data', (chunk) => (counter.bytes += chunk.length));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { counter, port: server.address().port, close: () => server.close() };
}

const clients = {
  ours: ({ jujuData }, time) => new Child(process.execPath, [join(folder, 'ours.js'), jujuData, time]),
  'one status per application': ({ jujuData, uuid, names }, time) =>
    new Child(process.execPath, [
      join(folder, 'status-per-application.js'),
      jujuData,
      time,
      uuid,
      names.join(),
    ]),
  'python-libjuju': ({ jujuData }, time) =>
    new Child(python, [join(folder, 'libjuju.py'), jujuData, time], { JUJU_DATA: jujuData }),
};

/** CPU seconds and MiB of ten minutes of a wait for what never comes. */
async function cost(place, proxy, start) {
  const before = proxy.counter.bytes;
  const child = start(place, String(seconds));
  const { cpu } = JSON.parse(await child.line());
  await child.end();
  return { cpu: cpu * tenMinutes, mebibytes: ((proxy.counter.bytes - before) / 2 ** 20) * tenMinutes };
}

/** How long after the last change the wait ends. */
async function latency(place, controller, start) {
  const set = async (status) => {
    controller.process.stdin.write(`${status}\n`);
    return JSON.parse(await controller.line()).setAt;
  };
  const times = [];
  for (let change = 0; change < changes; change++) {
    await set('maintenance');
    const child = start(place, '0');
    await child.line();
    await sleep(1_500 + change * 70);
    const setAt = await set('active');
    times.push(JSON.parse(await child.line()).endedAt - setAt);
    await child.end();
  }
  return median(times);
}

module.exports = {
  title: `Waiting on 200 units of 10 applications, looked at every 0.5 s`,
  async measure() {
    const controller = new Child(process.execPath, [join(folder, 'controller.js')]);
    const place = JSON.parse(await controller.line());
    const proxy = await countingProxy(place.endpoint);
    const file = join(place.jujuData, 'controllers.yaml');
    const yaml = await readFile(file, 'utf8');
    await writeFile(file, yaml.replaceAll(place.endpoint, `127.0.0.1:${proxy.port}`));
    const figures = [];
    const costs = {};
    for (const [name, start] of Object.entries(clients)) {
      if (name === 'python-libjuju' && !existsSync(python)) {
        figures.push([name, 'not installed: npm run test:interop installs it']);
        continue;
      }
      costs[name] = await cost(place, proxy, start);
      const { cpu, mebibytes } = costs[name];
      figures.push([`${name}: ten minutes`, `${cpu.toFixed(1)} s CPU, ${mebibytes.toFixed(0)} MiB`]);
      if (name === 'ours') continue;
      const times = (ours, theirs) => (theirs / ours).toFixed(1);
      figures.push([
        `  times ours: CPU, bytes`,
        `${times(costs.ours.cpu, cpu)}, ${times(costs.ours.mebibytes, mebibytes)}`,
      ]);
    }
    for (const name of ['ours', 'python-libjuju'].filter((each) => costs[each])) {
      const goal = name === 'ours' ? 'one poll: 500 ms' : undefined;
      figures.push([
        `${name}: last change to end of wait`,
        milliseconds(await latency(place, controller, clients[name])),
        goal,
      ]);
    }
    await controller.end();
    proxy.close();
    return figures;
  },
};
