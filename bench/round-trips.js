'use strict';

const { EmbeddedController } = require('../dist/embedded');
const { ClientStore } = require('../dist/juju/client-store');
const { Session } = require('../dist/juju/session');
const { median } = require('./statistics');

const inFlight = 64;
const calls = 10_000;

/** Calls per second, with a fixed number of them under way at any time. */
async function callsPerSecond(session) {
  let left = calls;
  const caller = async () => {
    while (left-- > 0) await session.call('Pinger', 'Ping');
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, caller));
  return calls / ((performance.now() - start) / 1000);
}

module.exports = {
  title: `RPC round trips on loopback, client and controller in one process, ${inFlight} in flight`,
  async measure() {
    const controller = await EmbeddedController.start();
    const store = new ClientStore(controller.jujuData);
    const session = await Session.open({ store, controllerName: controller.name });
    try {
      const rates = [];
      for (let round = 0; round < 6; round++) rates.push(await callsPerSecond(session));
      return [['round trips per second', Math.round(median(rates.slice(1))).toLocaleString('en'), '5,000']];
    } finally {
      await session.close();
      await controller.close();
    }
  },
};
