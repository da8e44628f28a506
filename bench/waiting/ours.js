'use strict';

// Waits with our client: for what never comes, during so many seconds; or, with 0, until app0 is active. Prints the
// CPU time it took, or when the wait ended.
const { ClientStore } = require('../../dist/juju/client-store');
const { Controller } = require('../../dist/model/controller/controller');

async function main(jujuData, seconds) {
  const controller = await Controller.connect({
    store: new ClientStore(jujuData),
    controllerName: 'embedded',
  });
  const model = await controller.model('bench');
  if (seconds === 0) {
    console.log('ready');
    await model.waitForIdle({ apps: 'app0', status: 'active', idlePeriod: 0, checkFrequency: '0.5s' });
    console.log(JSON.stringify({ endedAt: Date.now() }));
  } else {
    const before = process.cpuUsage();
    await model
      .waitForIdle({ status: 'blocked', checkFrequency: '0.5s', timeout: `${seconds}s` })
      .catch(({ polls }) => console.log(JSON.stringify({ cpu: cpuSince(before), polls: polls.ok })));
  }
  await controller.close();
}

function cpuSince(before) {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

void main(process.argv[2], Number(process.argv[3]));
