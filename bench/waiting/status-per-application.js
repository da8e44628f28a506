'use strict';

// What a hand-written wait does: every half second one status for each application, with the same connection as ours.
const { ClientStore } = require('../../dist/juju/client-store');
const { Session } = require('../../dist/juju/session');

async function main(jujuData, seconds, modelUuid, names) {
  const session = await Session.open({
    store: new ClientStore(jujuData),
    controllerName: 'embedded',
    modelUuid,
  });
  const before = process.cpuUsage();
  const endAt = Date.now() + seconds * 1000;
  let polls = 0;
  while (Date.now() < endAt) {
    for (const name of names) await session.call('Client', 'FullStatus', { patterns: [name] });
    polls += 1;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ cpu: (user + system) / 1e6, polls }));
  await session.close();
}

void main(process.argv[2], Number(process.argv[3]), process.argv[4], process.argv[5].split(','));
