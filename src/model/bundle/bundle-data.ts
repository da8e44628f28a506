import { loadAll } from 'js-yaml';
import { notValid } from '../../errors';
import { isRecord } from '../../is-record';
import { messageOf } from '../../message-of';

/** A mapping of a bundle's YAML. @internal */
export type Fields = Record<string, unknown>;

/** What a bundle's document says; everything else in it the controller reads. @internal */
export interface BundleDocument extends Fields {
  applications?: Record<string, Fields | null>;
  machines?: Record<string, Fields | null>;
  saas?: Record<string, Fields | null>;
  relations?: unknown[];
}

/** Documents with the folder that their paths are relative to. @internal */
export interface BundleText {
  /** `./bundle.yaml`, for messages. */
  readonly title: string;
  readonly text: string;
  readonly directory: string;
}

/**
 * The documents of a bundle or an overlay.
 *
 * @throws JujuError for what is no YAML, or no mapping
 * @internal
 */
export function documentsOf({ title, text }: BundleText): BundleDocument[] {
  let documents: unknown[];
  try {
    documents = loadAll(text);
  } catch (cause) {
    const words = messageOf(cause);
    throw notValid(`${title} is not YAML: ${words}`, cause);
  }
  return documents
    .filter((document) => document !== null && document !== undefined)
    .map((document) => checked(document, title));
}

function checked(document: unknown, title: string): BundleDocument {
  if (!isRecord(document)) throw notValid(`${title} must be a mapping with "applications"`);
  const { services, ...rest } = document;
  const whole = { ...(services !== undefined && { applications: services }), ...rest };
  for (const key of ['applications', 'machines', 'saas']) {
    const part = whole[key as keyof typeof whole];
    if (part !== undefined && part !== null && !isRecord(part))
      throw notValid(`"${key}" of ${title} must be a mapping; it is ${JSON.stringify(part)}`);
  }
  return whole as BundleDocument;
}
