import { deployFixture, newState } from '../../support/embedded-domain';

test('a failed hook is shown by the workload, with the agent idle, and hides what the charm said', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const unit = model.unit('web/0');
  unit.setWorkloadStatus('active', 'up');
  unit.setAgentStatus('error', 'hook failed: "start"', { hook: 'start' });
  expect(unit.workload).toMatchObject({
    status: 'error',
    message: 'hook failed: "start"',
    data: { hook: 'start' },
  });
  expect(unit.agent).toMatchObject({ status: 'idle', message: '' });
  expect(unit.ownWorkload.status).toBe('active');
  unit.setAgentStatus('idle');
  expect(unit.workload).toMatchObject({ status: 'active', message: 'up' });
});

test('an agent that is lost is shown so', async () => {
  const model = newState().addModel({ name: 'test', owner: 'admin' });
  await deployFixture(model, 'web');
  const unit = model.unit('web/0');
  unit.agentLost = true;
  expect(unit.agent).toMatchObject({ status: 'lost', message: 'agent is not communicating with the server' });
  expect(unit.workload).toMatchObject({
    status: 'unknown',
    message: "agent lost, see 'juju show-status-log web/0'",
  });
});
