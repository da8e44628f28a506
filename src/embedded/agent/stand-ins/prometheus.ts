import { charm, type CharmScript } from '../scripted/charm-script';
import type { ScriptContext } from '../scripted/script-context';
import type { ScriptRelation } from '../scripted/script-relation';
import { isRecord } from '../../../is-record';
import { jsonIn, RelationProblem, servingHooks, serveRelations } from './relation-problem';
import type { StandInOptions } from './stand-in-options';

/** How {@link prometheus} behaves. @public */
export interface PrometheusOptions extends StandInOptions {
  /** @defaultValue `'metrics-endpoint'` */
  readonly endpoint?: string;
}

/**
 * Stands for Prometheus in relations of the interface `prometheus_scrape`: it works out what it would scrape, says in its
 * status how many targets there are, and lists them by the action `targets`. **Nothing is scraped.** What is missing or
 * malformed shows in its status.
 *
 * Juju 3.6 and 4.0.
 *
 * @param options - its endpoint
 * @returns a script to release by `charms: { 'prometheus-k8s': prometheus() }` or {@link EmbeddedController.standIn}
 * @example
 * ```ts
 * await opsTest.embedded?.standIn('prometheus-k8s', prometheus());
 * await opsTest.model.deploy('prometheus-k8s', { trust: true });
 * await opsTest.model.integrate('web:metrics-endpoint', 'prometheus-k8s:metrics-endpoint');
 * const { results } = await prometheusUnit.runAction('targets');
 * expect(JSON.parse(results.targets)).toContain('http://10.1.0.4:8080/metrics');
 * ```
 * @public
 */
export function prometheus({ endpoint = 'metrics-endpoint', config }: PrometheusOptions = {}): CharmScript {
  return charm({
    requires: { [endpoint]: 'prometheus_scrape' },
    ...(config && { config }),
    on: servingHooks(endpoint, (ctx) => {
      const targets: string[] = [];
      serveRelations(
        ctx,
        endpoint,
        (relation) => targets.push(...targetsOf(relation)),
        () => `${targets.length} ${targets.length === 1 ? 'target' : 'targets'}`,
      );
    }),
    actions: {
      targets: (ctx) => ({ targets: JSON.stringify(allTargets(ctx, endpoint)) }),
    },
  });
}

function allTargets(ctx: ScriptContext, endpoint: string): string[] {
  return ctx.relations(endpoint).flatMap(targetsOf).toSorted();
}

/** What one relation gives to scrape, as URLs; `*` in a target is each of the units. */
function targetsOf(relation: ScriptRelation): string[] {
  const jobs = jsonIn(relation.get(), 'scrape_jobs');
  if (jobs === undefined) return [];
  if (!Array.isArray(jobs)) throw new RelationProblem('scrape_jobs is not a list');
  const addresses = relation.units
    .map((unit) => relation.get(unit)['prometheus_scrape_unit_address'])
    .filter((address) => address !== undefined);
  return (jobs as unknown[]).flatMap((job) => targetsOfJob(job, addresses));
}

function targetsOfJob(job: unknown, addresses: readonly string[]): string[] {
  const statics = isRecord(job) ? job['static_configs'] : undefined;
  if (!isRecord(job) || !Array.isArray(statics))
    throw new RelationProblem('a job of scrape_jobs has no static_configs');
  const { metrics_path: path = '/metrics', scheme = 'http' } = job;
  const targets = statics.flatMap((each: unknown) => {
    if (!isRecord(each) || !Array.isArray(each['targets']))
      throw new RelationProblem('static_configs of scrape_jobs has no targets');
    return each['targets'] as unknown[];
  });
  return targets
    .map(String)
    .flatMap((target) =>
      target.startsWith('*') ? addresses.map((address) => address + target.slice(1)) : [target],
    )
    .map((target) => `${String(scheme)}://${target}${String(path)}`);
}
