import { JujuError } from '../../errors';
import { JujuApiError } from '../../juju/errors';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import type { ModelCore } from '../model-core';

/** What people noted on an entity. @internal */
export async function getAnnotations(
  core: ModelCore,
  tag: string,
  limits: CallLimits,
): Promise<Record<string, string>> {
  const params: wire.Entities = { entities: [{ tag }] };
  const { results } = await core.call<wire.AnnotationsGetResults>('Annotations', 'Get', params, limits);
  const [result] = results ?? [];
  if (result?.error?.error) throw failed(core, 'Get', result.error.error);
  return { ...result?.annotations };
}

/** Notes something; `''` takes a note away. @internal */
export async function setAnnotations(
  core: ModelCore,
  tag: string,
  annotations: Readonly<Record<string, string>>,
  limits: CallLimits,
): Promise<void> {
  for (const [key, value] of Object.entries(annotations)) checkPair(key, value);
  const params: wire.AnnotationsSet = { annotations: [{ entity: tag, annotations: { ...annotations } }] };
  const { results } = await core.call<wire.ErrorResults>('Annotations', 'Set', params, limits);
  // Only failures are answered.
  const [failure] = results ?? [];
  if (failure?.error) throw failed(core, 'Set', failure.error);
}

function checkPair(key: string, value: unknown): void {
  if (typeof value === 'string' && !key.includes('.')) return;
  throw new JujuError(
    `The annotation ${JSON.stringify(key)} must be a text under a key without a dot; got ${JSON.stringify(value)}`,
    { code: 'not valid' },
  );
}

function failed(core: ModelCore, request: string, { message, code }: wire.ErrorInfo): JujuApiError {
  const version = core.session.facadeVersion('Annotations');
  return new JujuApiError({ facade: 'Annotations', request, version }, { text: message, code });
}
