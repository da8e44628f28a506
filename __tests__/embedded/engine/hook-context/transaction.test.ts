import { charm } from '../../../../src/embedded/agent/scripted/charm-script';
import { shown, startDomain } from '../../../support/embedded-domain';

const noRetry = { model: { config: { 'automatically-retry-hooks': false } } };

function fail(message: string): never {
  throw new Error(message);
}

type Domain = ReturnType<typeof startDomain>;

async function errorOf(domain: Domain, name: string) {
  await domain.until(`${name} is in error`, () => domain.model.unit(name).workload.status === 'error');
  return domain.model.unit(name);
}

test('what a failed hook said is not kept, but its statuses are', async () => {
  const database = charm({
    on: {
      'db-relation-created'(ctx) {
        ctx.relation?.set({ host: 'kept not' });
        ctx.openPort(5432);
        ctx.state.set('k', 'v');
        ctx.secrets.add({ password: 'hush' }, { owner: 'unit' });
        ctx.setStatus('maintenance', 'at work');
        ctx.setWorkloadVersion('9');
        fail('no');
      },
    },
  });
  const domain = startDomain({ charms: { database }, ...noRetry });
  await domain.deploy('web');
  await domain.deploy('database');
  const relation = domain.model.addRelation(['web', 'database']);
  const unit = await errorOf(domain, 'database/0');
  expect(relation.unitSettings.get('database/0')?.values['host']).toBeUndefined();
  expect([unit.openedPorts, unit.state.size, domain.model.secrets.size]).toEqual([[], 0, 0]);
  expect([unit.ownWorkload.message, unit.workloadVersion]).toEqual(['at work', '9']);
});

test('a handler that goes on after its hook has ended cannot write any more, and hears why', async () => {
  const heard: string[] = [];
  let later: (() => void) | undefined;
  const web = charm({
    on: {
      start(ctx) {
        later = () => {
          for (const write of [
            () => ctx.setStatus('active'),
            () => ctx.log('x'),
            () => ctx.isLeader,
            () => ctx.config,
          ]) {
            try {
              write();
            } catch (error) {
              heard.push((error as Error).message);
            }
          }
        };
      },
    },
  });
  const domain = startDomain({ charms: { web } });
  await domain.deploy('web');
  await domain.settled();
  later?.();
  expect(new Set(heard)).toEqual(
    new Set([
      'the start hook of web/0 has ended: its context cannot be used any more. Await everything that the handler starts before it returns',
    ]),
  );
  expect(heard).toHaveLength(4);
  expect(shown(domain.model.unit('web/0'))).toBe('unknown/idle');
});
