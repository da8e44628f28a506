import type { AdminCall } from './login/login-method';
import { type Endpoint, endpointsOf } from './endpoint';
import type { JujuApiError } from './errors';
import { fromTag } from './tags';
import type { RedirectErrorInfo, RedirectInfoResult } from './wire-types';

/** Where a controller sends us instead of letting us in. @internal */
export interface Redirection {
  readonly endpoints: readonly Endpoint[];
  readonly caCert?: string | undefined;
  /** Of a model that was migrated: the controller that has it now. */
  readonly controllerUuid?: string | undefined;
  readonly controllerAlias?: string | undefined;
}

/** Thrown by a login to say: ask there. @internal */
export class Redirected extends Error {
  constructor(readonly to: Redirection) {
    super('redirected to another controller');
  }
}

/**
 * Finds out where a login is redirected: the refusal says it itself (a migrated model), or has to be asked (JAAS).
 *
 * @throws JujuApiError where the controller does not know, either
 * @internal
 */
export async function redirectionOf(refusal: JujuApiError, admin: AdminCall): Promise<Redirection> {
  const info = refusal.info as Partial<RedirectErrorInfo> | undefined;
  const caCert = info?.['ca-cert'];
  if (info && caCert && info.servers && info.servers.length > 0) {
    const tag = info['controller-tag'];
    return {
      endpoints: endpointsOf(info.servers),
      caCert,
      controllerUuid: tag ? fromTag(tag, 'controller').id : undefined,
      controllerAlias: info['controller-alias'],
    };
  }
  const asked = (await admin('RedirectInfo', 3, {})) as Partial<RedirectInfoResult>;
  return { endpoints: endpointsOf(asked.servers), caCert: asked['ca-cert'] || undefined };
}
