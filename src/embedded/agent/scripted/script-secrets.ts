import type { HookContext } from '../../engine/hook-context';
import type { HookSecrets } from '../../engine/hook-context/hook-secrets';
import type { ScriptRelation } from './script-relation';
import { decodeContent, encodeContent } from '../../state/secret-content';
import type { SecretValues } from '../../state/secret-entities';
import { secretUri } from '../../state/secret-ids';

/** A secret by its URI, or by a label. @public */
export type SecretRef = string | { readonly label: string };

/**
 * The secrets of a unit and its application, as a handler sees them.
 *
 * @public
 */
export class ScriptSecrets {
  readonly #context: HookContext;
  readonly #secrets: HookSecrets;

  /** @internal */
  constructor(context: HookContext) {
    this.#context = context;
    this.#secrets = context.secrets;
  }

  /** Makes a secret of the application, which only the leader may, or of the unit; gives back its URI. */
  add(
    content: Readonly<Record<string, string>>,
    options: Omit<SecretValues, 'content'> & { readonly owner?: 'application' | 'unit' } = {},
  ): string {
    const { owner = 'application', ...values } = options;
    return this.#secrets.add(owner, { ...values, content: encodeContent(content) });
  }

  /** The content of the revision that the unit tracks; `label` names a secret by URI for next time. */
  get(secret: SecretRef, options: { readonly label?: string } = {}): Readonly<Record<string, string>> {
    return decodeContent(this.#secrets.get({ ...refOf(secret), ...options }));
  }

  /** Goes on to the latest revision. */
  refresh(secret: SecretRef): Readonly<Record<string, string>> {
    return decodeContent(this.#secrets.get({ ...refOf(secret), refresh: true }));
  }

  /** Looks at the latest revision without going on to it. */
  peek(secret: SecretRef): Readonly<Record<string, string>> {
    return decodeContent(this.#secrets.get({ ...refOf(secret), peek: true }));
  }

  /** Gives a secret another content, which makes a new revision, or other properties. */
  set(uri: string, values: SecretValues): void {
    const { content, ...rest } = values;
    this.#secrets.set(uri, content === undefined ? rest : { ...rest, content: encodeContent(content) });
  }

  /** Lets the other application of a relation read a secret, or one unit of it. */
  grant(uri: string, relation: ScriptRelation, unit?: string): void {
    this.#secrets.grant(uri, relation.id, unit);
  }

  revoke(uri: string, relation: ScriptRelation, unit?: string): void {
    this.#secrets.revoke(uri, unit ?? this.#context.relations.remoteApplication(relation.id));
  }

  /** Removes a revision, or all of a secret. */
  remove(uri: string, revision?: number): void {
    this.#secrets.remove(uri, revision);
  }

  /** URIs of the secrets that the unit manages. */
  ids(): string[] {
    return this.#secrets.ids().map((id) => secretUri(id));
  }

  /** What is known of a secret that the unit manages, but for its content. */
  info(secret: SecretRef): {
    readonly revision: number;
    readonly label: string;
    readonly description: string;
    readonly rotatePolicy: string;
  } {
    const { revision, label, description, rotatePolicy = 'never' } = this.#secrets.info(refOf(secret));
    return { revision, label, description, rotatePolicy };
  }
}

function refOf(secret: SecretRef): { readonly uri?: string; readonly label?: string } {
  return typeof secret === 'string' ? { uri: secret } : secret;
}
