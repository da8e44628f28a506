'use strict';

const { parseStatus } = require('../dist/model/status/parse-status');
const { statusChanges } = require('../dist/model/status/status-changes');
const { median, milliseconds } = require('./statistics');

const applications = 50;
const unitsEach = 20;
const polls = 1_000;

const since = '2026-01-02T03:04:05.678901234Z';

function detailed(status, info = '') {
  return { status, info, data: {}, since, kind: '', version: '', life: '' };
}

function unit(machine, changed) {
  return {
    'agent-status': detailed(changed ? 'executing' : 'idle'),
    'workload-status': detailed('active', changed ? 'working' : ''),
    'workload-version': '14.9',
    machine: String(machine),
    'opened-ports': ['5432/tcp'],
    'public-address': `10.0.${machine >> 8}.${machine & 255}`,
    charm: '',
    subordinates: null,
    leader: machine % unitsEach === 0,
  };
}

function application(index, changed) {
  const units = {};
  for (let number = 0; number < unitsEach; number++) {
    units[`app-${index}/${number}`] = unit(
      index * unitsEach + number,
      changed && index === 0 && number === 0,
    );
  }
  return {
    charm: `ch:amd64/app-${index}-7`,
    'charm-version': '',
    'charm-profile': '',
    'charm-channel': 'latest/stable',
    'charm-rev': 7,
    base: { name: 'ubuntu', channel: '22.04/stable' },
    exposed: false,
    life: '',
    relations: { cluster: [`app-${index}`] },
    'can-upgrade-to': '',
    'subordinate-to': [],
    units,
    status: detailed('active'),
    'workload-version': '14.9',
    'endpoint-bindings': { '': 'alpha', cluster: 'alpha' },
    'public-address': '',
  };
}

function machine(id) {
  return {
    'agent-status': detailed('started'),
    'instance-status': detailed('running', 'Running'),
    'modification-status': detailed('applied'),
    hostname: `juju-${id}`,
    'dns-name': `10.0.${id >> 8}.${id & 255}`,
    'ip-addresses': [`10.0.${id >> 8}.${id & 255}`],
    'instance-id': `juju-${id}`,
    'display-name': `juju-${id}`,
    base: { name: 'ubuntu', channel: '22.04/stable' },
    id: String(id),
    'network-interfaces': {
      eth0: {
        'ip-addresses': [`10.0.${id >> 8}.${id & 255}`],
        'mac-address': '00:16:3e:00:00:01',
        'is-up': true,
      },
    },
    containers: {},
    constraints: 'arch=amd64',
    hardware: 'arch=amd64 cores=2 mem=4096M root-disk=8192M',
    jobs: ['JobHostUnits'],
    'has-vote': false,
    'wants-vote': false,
  };
}

/** What a controller would send for a model of 1,000 units; one of them differs when `changed`. */
function fullStatus(changed) {
  const range = (length) => Array.from({ length }, (_, index) => index);
  return JSON.stringify({
    model: {
      name: 'bench',
      type: 'iaas',
      'cloud-tag': 'cloud-localhost',
      region: 'default',
      version: '3.6.28',
      'available-version': '',
      'model-status': detailed('available'),
    },
    applications: Object.fromEntries(range(applications).map((i) => [`app-${i}`, application(i, changed)])),
    machines: Object.fromEntries(range(applications * unitsEach).map((id) => [String(id), machine(id)])),
    'remote-applications': {},
    offers: {},
    relations: null,
    'controller-timestamp': since,
    branches: {},
  });
}

function heapInMiB() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

module.exports = {
  title: `A FullStatus of ${applications * unitsEach} units, parsed and compared with the last`,
  measure() {
    const texts = [fullStatus(false), fullStatus(true)];
    let last = parseStatus(JSON.parse(texts[0]));
    const times = [];
    let before = 0;
    for (let poll = 0; poll < polls; poll++) {
      if (poll === 100) before = heapInMiB();
      const start = performance.now();
      const next = parseStatus(JSON.parse(texts[poll % 2]), last);
      statusChanges(last, next);
      times.push(performance.now() - start);
      last = next;
    }
    const growth = heapInMiB() - before;
    return [
      ['size of the message', `${(texts[0].length / 2 ** 20).toFixed(1)} MiB`],
      ['parse, share, compare (JSON.parse included)', milliseconds(median(times)), '< 30 ms'],
      [`heap, from poll 100 to poll ${polls}`, `${growth >= 0 ? '+' : ''}${growth.toFixed(1)} MiB`, 'flat'],
    ];
  },
};
