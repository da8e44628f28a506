import { refused } from '../api-error';

/** The parts of a charm's URL. @public */
export interface CharmUrl {
  readonly schema: 'local' | 'ch';
  /** `''` when the URL has none. */
  readonly architecture: string;
  readonly series: string;
  readonly name: string;
  /** -1 when the URL has none. */
  readonly revision: number;
}

const wellFormed = /^(?:(?<schema>[a-z]+):)?(?<parts>[a-z0-9./-]+)$/;
const named = /^(?<name>[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*)(?:-(?<revision>0|[1-9][0-9]*))?$/;
const architectures = new Set(['amd64', 'arm64', 'ppc64el', 's390x', 'riscv64']);

/**
 * `local:web-0`, `ch:amd64/jammy/web-3` and so on in their parts.
 *
 * @throws ApiError in Juju's words
 * @internal
 */
export function parseCharmUrl(url: string): CharmUrl {
  const { schema = 'ch', parts = '' } = wellFormed.exec(url)?.groups ?? {};
  if (schema !== 'local' && schema !== 'ch') {
    throw refused(`cannot parse URL "${url}": schema "${schema}" not valid`);
  }
  const pieces = parts.split('/');
  const groups = named.exec(pieces.pop() ?? '')?.groups;
  const name = groups?.['name'];
  if (name === undefined)
    throw refused(`cannot parse name and/or revision in URL "${url}": name "${parts}" not valid`);
  const architecture = pieces.find((piece) => architectures.has(piece)) ?? '';
  return {
    schema,
    architecture,
    series: pieces.find((piece) => piece !== architecture) ?? '',
    name,
    revision: groups?.['revision'] === undefined ? -1 : Number(groups['revision']),
  };
}

/** The URL of these parts. @internal */
export function formatCharmUrl(url: CharmUrl): string {
  const parts = [url.architecture, url.series, url.name].filter((part) => part !== '').join('/');
  return `${url.schema}:${parts}${url.revision < 0 ? '' : `-${url.revision}`}`;
}
