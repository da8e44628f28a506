import type { AddMachineOptions } from '../../../src/model/machine/add-machine';
import { JujuApiError } from '../../../src/juju/errors';
import type { Model } from '../../../src/model/model';
import { profiles, sceneFor } from '../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju });

  const started = (model: Model, id: string) =>
    model.wait(({ machines }) => machines[id]?.agentStatus.current === 'started', {
      successes: 1,
      settlePeriod: 0,
    });

  test('a machine is added, and shows what it is once it has started', async () => {
    const model = await scene().model();

    const machine = await model.addMachine({ base: 'ubuntu@22.04', constraints: 'mem=4G cores=2' });

    expect(machine).toBe(model.machines.require('0'));
    expect(machine).toMatchObject({
      id: '0',
      life: 'alive',
      instanceId: 'pending',
      units: [],
      containers: [],
    });
    expect(machine.base).toEqual({ name: 'ubuntu', channel: '22.04/stable' });
    expect(machine.constraints).toBe('cores=2 mem=4096M');
    await started(model, '0');
    expect(machine.hostname).toMatch(/^juju-[\da-f]{6}-0$/);
    expect(machine.instanceId).toBe(machine.hostname);
    expect(machine.hardware).toContain('cores=2 mem=4096M');
    expect(machine.ipAddresses).toEqual([machine.dnsName]);
    expect(machine.parent).toBeUndefined();
  });

  test('a container is added to a machine, and to a new one', async () => {
    const model = await scene().model();
    await model.addMachine();

    const first = await model.addMachine({ spec: 'lxd:0' });
    const second = await model.addMachine({ spec: 'lxd' });

    expect([first.id, second.id]).toEqual(['0/lxd/0', '1/lxd/0']);
    expect(model.machines.require('0').containers).toEqual([first]);
    expect(second.parent).toBe(model.machines.require('1'));
  });

  test('a place of the cloud is told to it, but Juju 4.0 refuses each', async () => {
    const model = await scene().model();

    const outcome = await model.addMachine({ spec: 'zone=a' }).then(
      ({ id }) => scene().inside(model).machine(id).placement,
      (error: unknown) => (error as Error).message,
    );

    expect(outcome).toMatch(juju === '3.6' ? /^zone=a$/ : /invalid model id "zone=a"/);
  });

  test.each([
    [{ spec: 'ssh:ubuntu@10.0.0.1' }, "Use it: opsTest.juju('add-machine', 'ssh:ubuntu@10.0.0.1')"],
    [{ spec: '3' }, '"3" is a machine that is there already. Give "lxd:3" for a container on it'],
    [{ spec: 'lxd:x' }, '"lxd:x" is no place for a unit'],
    [{ base: 'jammy' }, 'base must be written as "ubuntu@24.04"; got "jammy"'],
    [{ to: 'lxd' }, 'addMachine knows no option "to"'],
    [{ constraints: 'memory=1G' }, 'There is no constraint "memory"'],
    [
      { spec: 'lxd:9' },
      juju === '3.6' ? 'cannot add a new machine: machine 9 not found' : 'machine 9 not found',
    ],
  ])('%j is refused', async (options, message) => {
    const model = await scene().model();

    await expect(model.addMachine(options as AddMachineOptions)).rejects.toThrow(message);
    expect((await model.status()).machines).toEqual({});
  });

  test('a machine is removed, and gone when the call resolves', async () => {
    const model = await scene().model();
    const machine = await model.addMachine();
    await started(model, '0');

    await machine.remove();

    expect(machine.exists).toBe(false);
    expect(() => machine.hostname).toThrow(`The machine "0" is no longer in ${model.fullName}`);
    await expect(machine.remove()).rejects.toThrow(
      juju === '3.6' ? 'machine 0 not found' : 'machine "0": machine not found',
    );
  });

  test('a machine that was not provisioned is removed as well', async () => {
    const model = await scene().model();
    scene().embedded.faults.failProvisioning({ error: 'no quota' });
    const machine = await model.addMachine();
    await model.wait(({ machines }) => machines['0']?.instanceStatus.current === 'provisioning error');

    await machine.remove();

    expect(model.machines.size).toBe(0);
  });

  test('a machine with a unit on it stays, unless it goes by force', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });
    await model.waitForIdle();
    const machine = model.machines.require('0');

    const refusal = machine.remove();
    await expect(refusal).rejects.toThrow(JujuApiError);
    await expect(refusal).rejects.toThrow(
      juju === '3.6'
        ? 'cannot destroy machine 0: machine 0 has unit "db/0" assigned'
        : /cannot set machine "[-\da-f]+" to dying without force: machine has units/,
    );
    expect(machine.life).toBe('alive');

    await machine.remove({ force: true });

    expect(model.units.size).toBe(0);
    expect(model.machines.size).toBe(0);
    expect(model.applications.require('db').units).toEqual([]);
  });

  test('a machine with a container stays, unless it goes by force with what is in it', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db', to: 'lxd' });
    await model.waitForIdle();
    const machine = model.machines.require('0');

    await expect(machine.remove()).rejects.toThrow(
      juju === '3.6' ? 'machine 0 is hosting containers "0/lxd/0"' : 'machine has containers',
    );
    await machine.remove({ force: true, maxWait: 0 });

    expect(model.machines.size).toBe(0);
    expect(model.units.size).toBe(0);
  });

  test('a wait for a removal is left off on request, and has an end', async () => {
    const model = await scene().model();
    await model.deploy(scene().database, { name: 'db' });
    await model.waitForIdle();
    const machine = model.machines.require('0');
    scene().embedded.faults.loseAgent(scene().inside(model), 'db/0');

    const failure = machine.remove({ force: true, maxWait: '100h', timeout: '300ms' });
    await expect(failure).rejects.toMatchObject({ code: 'timeout' });
    await expect(failure).rejects.toThrow(/waiting for db\/0, machine 0 to be gone[^]*machine 0 .*\(dying\)/);
    await expect(machine.remove({ maxWait: 0 })).rejects.toThrow('it needs force: true');
    await expect(machine.remove({ keepInstance: true } as object)).rejects.toThrow(
      'remove knows no option "keepInstance"',
    );
  });

  test('an instance is kept where that is asked for', async () => {
    const model = await scene().model();
    const machine = await model.addMachine();
    await started(model, '0');
    const inside = scene().inside(model).machine('0');

    await machine.remove({ keep: true, wait: false });

    expect(inside.keepInstance).toBe(true);
  });
});

describe.each(profiles)('on Kubernetes with Juju %s', (juju) => {
  const scene = sceneFor({ juju, cloud: 'kubernetes' });

  test('there are no machines to add', async () => {
    await expect((await scene().model()).addMachine()).rejects.toThrow(/container model/);
  });
});

describe('disks of a machine', () => {
  const juju3 = sceneFor({ juju: '3.6' });
  const juju4 = sceneFor({ juju: '4.0' });

  test('are volumes on Juju 3', async () => {
    const model = await juju3().model();

    const { id } = await model.addMachine({ disks: ['loop,2,10G', { pool: 'loop', size: 512 }] });

    expect(juju3().inside(model).machine(id).disks).toEqual([
      { id: '0/0', pool: 'loop', size: 10_240 },
      { id: '0/1', pool: 'loop', size: 10_240 },
      { id: '0/2', pool: 'loop', size: 512 },
    ]);
    await expect(model.addMachine({ disks: ['loop,0,10G'] })).rejects.toThrow(
      'invalid volume params: count not specified',
    );
  });

  test('are refused for Juju 4, which would ignore them', async () => {
    const model = await juju4().model();

    await expect(model.addMachine({ disks: ['loop,10G'] })).rejects.toThrow(
      `addMachine: the controller of ${model.fullName} (Juju 4.0.15) would ignore \`disks\``,
    );
    expect((await model.status()).machines).toEqual({});
  });
});
