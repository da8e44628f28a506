import { statusTable } from '../../../src/model/status/status-table';
import { statusOf } from '../../support/model-status';

test('the table shows the model, its applications, units with those they carry, machines and relations', () => {
  const status = statusOf({
    applications: {
      web: {
        status: 'blocked',
        message: 'no database',
        units: [
          {
            workload: 'blocked',
            message: 'no database',
            machine: '0',
            leader: true,
            subordinates: { 'agent/0': { message: 'watching' } },
          },
          { agent: 'executing', since: -42, agentMessage: 'running start hook', machine: '1', life: 'dying' },
        ],
      },
      agent: { subordinateTo: ['web'] },
    },
    machines: { '0': {}, '1': { agent: 'pending', instance: 'provisioning error', message: 'no quota' } },
    relations: [{ ends: ['agent:host', 'web:juju-info'], scope: 'container' }],
  });

  expect(statusTable(status)).toBe(
    `
Model  Cloud                Version  Status     Timestamp                 Message
one    localhost/localhost  3.6.28   available  2026-01-01T00:00:00.000Z

App    Version  Status   Scale  Charm          Rev  Exposed  Message
agent           active   1      local:agent-0  0    no
web             blocked  2      local:web-0    0    no       no database

Unit       Workload        Agent      Since     Machine  Address  Ports  Message
web/0*     blocked         idle       23:00:00  0                        no database
  agent/0  active          idle       23:00:00  0                        watching
web/1      active (dying)  executing  23:59:18  1                        running start hook

Machine  State    Address   Inst id  Base                 Instance            Message
0        started  10.0.0.1  juju-0   ubuntu@22.04/stable  running
1        pending  10.0.0.1  juju-1   ubuntu@22.04/stable  provisioning error  no quota

Relation  Endpoints                 Interface  Status  Message
0         agent:host web:juju-info  sql        joined
`.trim(),
  );
});

test('an empty model is its own line only', () => {
  expect(statusTable(statusOf({})).split('\n')).toHaveLength(2);
});

test('on Kubernetes the scale is shown beside the count', () => {
  const status = statusOf({ type: 'caas', applications: { web: { scale: 3, units: [{}] } } });

  expect(statusTable(status)).toMatch(/^web .* 1\/3 /m);
});
