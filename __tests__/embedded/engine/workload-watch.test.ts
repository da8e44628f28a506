import type { CharmScript } from '../../../src/embedded/agent/scripted/charm-script';
import { containerPebble } from '../../../src/embedded/agent/pebble/container-pebble';
import type { JujuSeries } from '../../../src/embedded/state/profile';
import { charm } from '../../../src/embedded/agent/scripted/charm-script';
import { CharmTerminatedError } from '../../../src/embedded/agent/unit-agent';
import { hooksOf, startDomain, type Domain } from '../../support/embedded-domain';
import { zipOf } from '../../support/embedded-domain-zip';

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

/** The Pebble of the container of web/0, which is up. */
async function pebbleOf(domain: Domain) {
  await domain.until('it is up', () => hooksOf(domain.model, 'web/0').includes('web-pebble-ready'));
  await domain.settled();
  return containerPebble(domain.model, domain.model.unit('web/0'), 'web', true);
}

test.each(series)('on Juju %s a notice is told by a hook, each time that it is left', async (juju) => {
  const told: unknown[] = [];
  const domain = await pod(
    {
      on: {
        'web-pebble-custom-notice': ({ workload, notice, check }) =>
          void told.push({ workload, notice, check }),
      },
    },
    juju,
  );
  const pebble = await pebbleOf(domain);
  const id = pebble.notify('example.com/one');
  await domain.until('it is told', () => told.length === 1);
  expect(pebble.notify('example.com/one')).toBe(id);
  await domain.until('it is told again', () => told.length === 2);
  const notice = { id, type: 'custom', key: 'example.com/one' };
  expect(told).toEqual([
    { workload: 'web', notice, check: undefined },
    { workload: 'web', notice, check: undefined },
  ]);
  expect(() => pebble.notify('one')).toThrow(
    'The notice for the container "web" of web/0 is not valid: invalid key "one" (must be in "example.com/path" format)',
  );
});

test.each(series)('on Juju %s a check that fails is told once, and once when it recovers', async (juju) => {
  const told: unknown[] = [];
  const tell = (ctx: {
    readonly hook: string;
    readonly check: string | undefined;
    readonly notice: unknown;
  }) => void told.push([ctx.hook, ctx.check, ctx.notice]);
  const domain = await pod(
    { on: { 'web-pebble-check-failed': tell, 'web-pebble-check-recovered': tell } },
    juju,
  );
  const pebble = await pebbleOf(domain);
  pebble.failCheck('up');
  await domain.until('it is told', () => told.length === 1);
  pebble.failCheck('up');
  pebble.recoverCheck('up');
  await domain.until('the recovery is told', () => told.length === 2);
  pebble.recoverCheck('up');
  await domain.settled();
  expect(told).toEqual([
    ['web-pebble-check-failed', 'up', undefined],
    ['web-pebble-check-recovered', 'up', undefined],
  ]);
});

test.each(series)(
  'on Juju %s a notice that cannot be told takes the agent down: it comes up with start, and tells of all again',
  async (juju) => {
    let failures = 1;
    const domain = await pod(
      {
        on: {
          'web-pebble-custom-notice'({ notice }) {
            if (notice?.key === 'example.com/bad' && failures-- > 0) throw new Error('no');
          },
        },
      },
      juju,
    );
    const pebble = await pebbleOf(domain);
    pebble.notify('example.com/good');
    const count = (name: string) => hooksOf(domain.model, 'web/0').filter((hook) => hook === name).length;
    await domain.until('the first is told', () => count('web-pebble-custom-notice') === 1);
    await domain.settled();
    const before = hooksOf(domain.model, 'web/0').length;
    pebble.notify('example.com/bad');
    await domain.until('all is told again', () => count('web-pebble-ready') === 2);
    expect(hooksOf(domain.model, 'web/0').slice(before, before + 4)).toEqual([
      'start',
      'web-pebble-custom-notice',
      'web-pebble-custom-notice',
      'web-pebble-ready',
    ]);
    expect(domain.model.unit('web/0').workload.history.map(({ status }) => status)).not.toContain('error');
    expect(domain.model.log.entries).toContainEqual(
      expect.objectContaining({
        level: 'ERROR',
        module: 'juju.worker.dependency',
        message:
          '"uniter" manifold worker returned unexpected error: failed to send event for custom notice, key "example.com/bad": hook failed',
      }),
    );
  },
);

test('on a machine nobody makes containers, and nobody is told to wait for them', async () => {
  const domain = startDomain({ charms: { both: charm({}) } });
  const metadata = 'name: both\nsummary: s\ndescription: d\ncontainers: {web: {}}\n';
  const manifest = 'bases: [{name: ubuntu, channel: "22.04", architectures: [amd64]}]\n';
  const archive = await zipOf({ 'metadata.yaml': metadata, 'manifest.yaml': manifest });
  const { url: charmUrl } = await domain.model.addCharm(archive);
  domain.model.deploy({ application: 'both', charmUrl, numUnits: 1 });
  await domain.settled();
  expect(() => containerPebble(domain.model, domain.model.unit('both/0'), 'web', true)).toThrow(
    'both/0 is on a machine, where nobody makes its container "web"',
  );
});

test('what there is no Pebble of is said', async () => {
  const domain = await pod({});
  const unit = domain.model.unit('web/0');
  expect(() => containerPebble(domain.model, unit, 'other', true)).toThrow(
    'The charm "web-k8s" of web/0 has no container "other"; it has "web"',
  );
  expect(() => containerPebble(domain.model, unit, 'web', true)).toThrow(
    'Pebble is not up in the container "web" of web/0: wait until its hook web-pebble-ready has run',
  );
});
