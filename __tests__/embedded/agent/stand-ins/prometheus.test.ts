import { charm, prometheus } from '../../../../src/embedded';
import { profiles, sceneFor } from '../../../support/model-scene';

describe.each(profiles)('on Juju %s', (juju) => {
  const scene = sceneFor({ juju, charms: { prometheus: prometheus() } });

  const scraped = (jobs: string) =>
    charm({
      provides: { metrics: 'prometheus_scrape' },
      on: {
        start: (ctx) => ctx.setStatus('active'),
        'metrics-relation-created'(ctx) {
          ctx.relation?.set({ prometheus_scrape_unit_address: ctx.unit.replace('/', '-') });
          if (ctx.isLeader) ctx.relation?.setApp({ scrape_jobs: jobs });
        },
      },
    });

  async function related(name: string, jobs: string) {
    await scene().embedded.standIn(name, scraped(jobs));
    const model = await scene().model();
    await Promise.all([model.deploy('prometheus'), model.deploy(name, { units: 2 })]);
    await model.integrate(name, 'prometheus');
    await model.waitForIdle();
    return { model, app: model.applications.require('prometheus') };
  }

  test('it knows what it would scrape of each unit, and forgets who leaves', async () => {
    const jobs = [
      { static_configs: [{ targets: ['*:8080'] }] },
      { metrics_path: '/own', scheme: 'https', static_configs: [{ targets: ['fixed:1'] }] },
    ];
    const { model, app } = await related('shop', JSON.stringify(jobs));
    expect(app.status).toMatchObject({ current: 'active', message: '3 targets' });
    const { results } = await (await app.leader()).runAction('targets');
    expect(JSON.parse(String(results['targets']))).toEqual([
      'http://shop-0:8080/metrics',
      'http://shop-1:8080/metrics',
      'https://fixed:1/own',
    ]);

    await model.removeUnits('shop/1');
    await model.waitForIdle();
    expect(app.status.message).toBe('2 targets');
    await model.removeRelation('shop', 'prometheus');
    await model.waitForIdle();
    expect(app.status.message).toBe('0 targets');
  });

  test.each([
    ['text', 'metrics', 'scrape_jobs is not JSON: metrics'],
    ['map', '{}', 'scrape_jobs is not a list'],
    ['empty', '[{}]', 'a job of scrape_jobs has no static_configs'],
    ['aimless', '[{"static_configs":[{}]}]', 'static_configs of scrape_jobs has no targets'],
  ])('jobs that are malformed (%s) block it', async (name, jobs, problem) => {
    const { app } = await related(name, jobs);
    expect(app.status.current).toBe('blocked');
    expect(app.status.message).toContain(problem);
  });
});
