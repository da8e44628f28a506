import type { CharmScript } from '../../../src/embedded/agent/scripted/charm-script';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { CharmTerminatedError } from '../../../src/embedded/agent/unit-agent';
import { hooksOf, startDomain, type Domain } from '../../support/embedded-domain';

const series: readonly JujuSeries[] = ['3.6', '4.0'];

/** A pod whose charm is this script, deployed and settled; hooks are not retried. */
async function pod(script: CharmScript, juju: JujuSeries = '3.6'): Promise<Domain> {
  const domain = startDomain({
    ...{ series: juju, kubernetes: true, charms: { 'web-k8s': charm(script) } },
    model: { config: { 'automatically-retry-hooks': false } },
  });
  await domain.deploy('web-k8s', { name: 'web' });
  return domain;
}

const errorsOf = ({ model }: Domain) =>
  model.log.entries
    .filter(({ level, module }) => level === 'ERROR' && module === 'juju.worker.uniter')
    .map(({ message }) => message);

test.each(series)(
  'on Juju %s a pebble-ready that fails is no error of the unit, and comes again until it succeeds',
  async (juju) => {
    let failures = 2;
    const domain = await pod(
      {
        on: {
          'web-pebble-ready'(ctx) {
            if (failures-- > 0) throw new Error('no plan yet');
            ctx.setStatus('active');
          },
        },
      },
      juju,
    );
    const unit = domain.model.unit('web/0');
    await domain.until('it succeeds', () => unit.workload.status === 'active');
    expect(unit.workload.history.map(({ status }) => status)).not.toContain('error');
    expect(unit.local.hook).toBeUndefined();
    expect(errorsOf(domain)).toEqual(
      Array.from(
        { length: 2 },
        () => 'pebble poll failed for container "web": failed to send pebble-ready event: hook failed',
      ),
    );
    await domain.settled();
    expect(hooksOf(domain.model, 'web/0').filter((name) => name === 'web-pebble-ready')).toHaveLength(1);
  },
);

test('between two tries the unit is idle, and does what else there is', async () => {
  const domain = await pod({
    on: {
      'web-pebble-ready'() {
        throw new Error('never');
      },
    },
  });
  await domain.until('it has failed twice', () => errorsOf(domain).length >= 2);
  await domain.settled();
  domain.model.scaleApplication('web', { scale: 2 });
  await domain.until('it hears of its peer', () =>
    hooksOf(domain.model, 'web/0').includes('replicas-relation-joined'),
  );
  expect(hooksOf(domain.model, 'web/0')).not.toContain('web-pebble-ready');
});

test('one that was killed is no other: it is not queued, but comes again', async () => {
  let kills = 1;
  const domain = await pod({
    on: {
      'web-pebble-ready'(ctx) {
        if (kills-- > 0) throw new CharmTerminatedError('terminated');
        ctx.setStatus('active');
      },
    },
  });
  await domain.until('it succeeds', () => domain.model.unit('web/0').workload.status === 'active');
  expect(errorsOf(domain)).toEqual([
    'pebble poll failed for container "web": failed to send pebble-ready event: terminated',
  ]);
});
