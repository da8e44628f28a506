import { charm, type CharmScript } from '../scripted/charm-script';
import type { ScriptContext } from '../scripted/script-context';
import type { ScriptRelation } from '../scripted/script-relation';
import { jsonIn, RelationProblem, servingHooks, serveRelations } from './relation-problem';
import type { StandInOptions } from './stand-in-options';

/** How {@link ingress} behaves. @public */
export interface IngressOptions extends StandInOptions {
  /** @defaultValue `'ingress'` */
  readonly endpoint?: string;
}

/**
 * Stands for an ingress such as Traefik in relations of the interface `ingress`, version 2: who says its `model`, `name`
 * and `port`, with each unit's `host`, gets a URL, by the config options `external_hostname` and `routing_mode` (`path` or `subdomain`).
 * **Nothing is routed**: the URL leads nowhere. What is missing or malformed shows in its status.
 *
 * Juju 3.6 and 4.0.
 *
 * @param options - its endpoint
 * @returns a script to release by `charms: { 'traefik-k8s': ingress() }` or {@link EmbeddedController.standIn}
 * @example
 * ```ts
 * await opsTest.embedded?.standIn('traefik-k8s', ingress());
 * await opsTest.model.deploy('traefik-k8s', { config: { external_hostname: 'example.org' } });
 * await opsTest.model.integrate('web:ingress', 'traefik-k8s');
 * ```
 * @public
 */
export function ingress({ endpoint = 'ingress', config }: IngressOptions = {}): CharmScript {
  return charm({
    provides: { [endpoint]: 'ingress' },
    config: {
      external_hostname: { type: 'string' },
      routing_mode: { type: 'string', default: 'path' },
      ...config,
    },
    on: servingHooks(endpoint, (ctx) =>
      serveRelations(ctx, endpoint, (relation) => {
        if (ctx.isLeader) serve(ctx, relation);
      }),
    ),
  });
}

function serve(ctx: ScriptContext, relation: ScriptRelation): void {
  try {
    const route = routeOf(relation);
    relation.setApp({ ingress: route === undefined ? '' : JSON.stringify({ url: urlOf(ctx, route) }) });
  } catch (error) {
    relation.setApp({ ingress: '' });
    throw error;
  }
}

/** What the application and each of its units have to say, by the charm's library; `undefined` where nothing is asked for. */
function routeOf(relation: ScriptRelation): string | undefined {
  const asked = relation.get();
  if (Object.keys(asked).length === 0) return undefined;
  const {
    model,
    name,
    port,
    scheme = 'http',
  } = {
    ...{ model: jsonIn(asked, 'model'), name: jsonIn(asked, 'name') },
    ...{ port: jsonIn(asked, 'port'), scheme: jsonIn(asked, 'scheme') },
  };
  if (typeof model !== 'string') throw new RelationProblem('model is not a JSON string');
  if (typeof name !== 'string') throw new RelationProblem('name is not a JSON string');
  if (!isPort(port)) throw new RelationProblem('port is not the number of a port, in JSON');
  if (!['http', 'https', 'h2c'].includes(scheme as string)) {
    throw new RelationProblem('scheme is not "http", "https" or "h2c", in JSON');
  }
  for (const unit of relation.units) {
    if (typeof jsonIn(relation.get(unit), 'host') !== 'string') {
      throw new RelationProblem(`host of ${unit} is not a JSON string`);
    }
  }
  return `${model}-${name}`;
}

const isPort = (port: unknown): boolean =>
  typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_535;

function urlOf({ config, address }: ScriptContext, route: string): string {
  const { external_hostname: configured, routing_mode: mode } = config;
  const host = typeof configured === 'string' && configured !== '' ? configured : address;
  return mode === 'subdomain' ? `http://${route}.${host}/` : `http://${host}/${route}`;
}
