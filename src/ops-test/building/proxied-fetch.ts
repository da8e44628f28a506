import type { EnvHttpProxyAgent } from 'undici';

/** What is needed of an answer; `fetch` gives more. @internal */
export type Fetch = (
  url: string,
  init?: { readonly headers?: Record<string, string>; readonly signal?: AbortSignal | null },
) => Promise<Response>;

/** One for each set of proxies: it keeps connections, and lets the process end. */
const agents = new Map<string, EnvHttpProxyAgent>();

/**
 * `fetch` by way of the proxies that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals or
 * not. Node's own knows of none. Without proxies it is Node's own.
 *
 * @internal
 */
export function fetchBy(env: NodeJS.ProcessEnv): Fetch {
  const httpProxy = env['http_proxy'] || env['HTTP_PROXY'] || '';
  const httpsProxy = env['https_proxy'] || env['HTTPS_PROXY'] || '';
  if (httpProxy === '' && httpsProxy === '') return fetch;
  const noProxy = env['no_proxy'] || env['NO_PROXY'] || '';
  return async (url, init = {}) => {
    // Only where there are proxies: it takes its time to load. An agent and a `fetch` of two versions do not go together.
    const undici = await import('undici');
    const key = JSON.stringify([httpProxy, httpsProxy, noProxy]);
    const dispatcher = agents.get(key) ?? new undici.EnvHttpProxyAgent({ httpProxy, httpsProxy, noProxy });
    agents.set(key, dispatcher);
    // Its answer is like one of Node's own, only not of the same class.
    const answer: unknown = await undici.fetch(url, { ...init, dispatcher });
    return answer as Response;
  };
}
