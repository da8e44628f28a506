import { createHash } from 'node:crypto';

import { itemsOf } from '../../juju/bulk';
import type * as wire from '../../juju/wire-types';
import type { CallLimits } from '../calls/call-limits';
import { listOf } from '../calls/list-of';
import type { ModelCore } from '../model-core';
import { userNameOf } from '../model-info';

/**
 * The public SSH keys by which people reach the machines of a model: on Juju 3 one list for all its users, on Juju 4 the
 * own keys of who is logged in.
 *
 * @example
 * ```ts
 * await opsTest.model.sshKeys.add('ssh-ed25519 AAAA… me@laptop');
 * ```
 *
 * @example
 * ```ts
 * const { sshKeys } = opsTest.model;
 * expect(await sshKeys.list()).toContain('ssh-ed25519 AAAA… me@laptop');
 * const [first] = await sshKeys.fingerprints();
 * await sshKeys.remove('me@laptop');
 * ```
 *
 * @public
 */
export class SshKeys {
  readonly #core: ModelCore;

  /** @internal */
  constructor(core: ModelCore) {
    this.#core = core;
  }

  /** The keys as they are in `authorized_keys`; Juju's own are not told. */
  list(limits: CallLimits = {}): Promise<readonly string[]> {
    return this.#list(true, limits);
  }

  /** Their fingerprints: MD5 with the comment on Juju 3, SHA-256 on Juju 4. */
  fingerprints(limits: CallLimits = {}): Promise<readonly string[]> {
    return this.#list(false, limits);
  }

  /**
   * Adds keys. Juju 4 adds all or none of them; Juju 3 those that it does not refuse.
   *
   * @throws JujuApiError for what is no key, or is there already; JujuBulkError where it was one of several
   */
  add(keys: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return this.#modify('AddKeys', listOf(keys), limits);
  }

  /**
   * Adds the keys that people have published: of GitHub (`gh:name`) or of Launchpad (`lp:name`). The controller fetches
   * them, so it needs the network; one that has none refuses, and so does the embedded controller.
   *
   * @throws JujuApiError for a source that is none or cannot be reached, with the words of Juju 3 (`exit status 1`) or
   *   Juju 4; JujuBulkError where it was one of several
   * @example
   * ```ts
   * await opsTest.model.sshKeys.import(['gh:octocat', 'lp:me']);
   * ```
   */
  import(sources: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    return this.#modify('ImportKeys', listOf(sources), limits);
  }

  /**
   * Removes keys, by themselves, their fingerprints or their comments.
   *
   * @throws JujuApiError on Juju 3 for one that is not there; Juju 4 does not say
   */
  remove(keys: string | readonly string[], limits: CallLimits = {}): Promise<void> {
    const juju3 = Number.parseInt(this.#core.session.serverVersion, 10) < 4;
    const named = listOf(keys).map((key) => (juju3 ? (md5Of(key) ?? key) : key));
    return this.#modify('DeleteKeys', named, limits);
  }

  async #list(mode: boolean, limits: CallLimits): Promise<readonly string[]> {
    const call = this.#call('ListKeys');
    const params: wire.ListSSHKeys = { entities: { entities: [{ tag: this.#user }] }, mode };
    const response = await this.#core.call<wire.StringsResults>(call.facade, call.request, params, limits);
    return Object.freeze(itemsOf(call, response).flatMap(({ result }) => result ?? []));
  }

  async #modify(request: string, keys: readonly string[], limits: CallLimits): Promise<void> {
    const call = this.#call(request);
    const params: wire.ModifyUserSSHKeys = { user: this.#user, 'ssh-keys': [...keys] };
    itemsOf(call, await this.#core.call<wire.ErrorResults>(call.facade, call.request, params, limits));
  }

  get #user(): string {
    return userNameOf(this.#core.session.userTag);
  }

  #call(request: string) {
    return { facade: 'KeyManager', request, version: this.#core.session.facadeVersion('KeyManager') };
  }
}

/** Juju 3 knows a key by this only. */
function md5Of(key: string): string | undefined {
  const [, blob] = /^(?:ssh|ecdsa|sk)-\S+ ([A-Za-z0-9+/]+=*)(?: |$)/.exec(key.trim()) ?? [];
  if (blob === undefined) return undefined;
  const sum = createHash('md5').update(Buffer.from(blob, 'base64')).digest('hex');
  return sum.replaceAll(/(..)(?=.)/g, '$1:');
}
