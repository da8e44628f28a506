const hidden = '<hidden>';

/** Words in the name of a value that is nobody's business. */
const secretName = String.raw`(?:pass(?:word|wd|phrase)|secret|token|credential|macaroon|api[-_]?key|access[-_]?key|private[-_]?key)`;

/** A value that follows its name: `password=…`, `"admin-password": "…"`. */
const assignment = new RegExp(
  String.raw`([\w-]*${secretName}[\w-]*["']?\s*[=:]\s*)(?:"(?:[^"\\\n]|\\.)+"|'[^'\n]+'|[^\s"',;&{}[\]]+)`,
  'gi',
);
const bearer = /\b(Bearer|Basic|Macaroon)\s+[\w~+/.=-]{8,}/gi;
const pem = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;
const inUrl = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+@/gi;

/** What is shorter, or a mere word, is found by chance in what is no secret. */
const isTelling = (value: string): boolean => value.length >= 8 && !/^[a-z]+$/.test(value);

/**
 * Takes secrets out of what is kept of a model: whatever is called a password, token, key or secret, and the value of
 * such a thing wherever else it turns up.
 *
 * @internal
 */
export class SecretHider {
  readonly #name = new RegExp(secretName, 'i');
  readonly #values = new Set<string>();

  /** A copy of something made of JSON without the values whose names say that they are secret. */
  inNamed(value: unknown): unknown {
    return mapped(value, (text) => this.inText(text), {
      hide: (key, item) => {
        if (!this.#name.test(key) || item === null || item === undefined || item === '') return undefined;
        this.#learn(item);
        return hidden;
      },
    });
  }

  /** A copy of something made of JSON with its texts made harmless: its names are just names. */
  inTexts(value: unknown): unknown {
    return mapped(value, (text) => this.inText(text), {});
  }

  inText(text: string): string {
    return text
      .replaceAll(pem, `-----BEGIN $1-----\n${hidden}`)
      .replaceAll(bearer, `$1 ${hidden}`)
      .replaceAll(inUrl, `$1${hidden}@`)
      .replaceAll(assignment, `$1${hidden}`);
  }

  /** The text without the secrets that have been seen so far. */
  withoutKnown(text: string): string {
    let shown = text;
    for (const value of this.#values) shown = shown.replaceAll(value, hidden);
    return shown;
  }

  #learn(value: unknown): void {
    if (typeof value === 'string' && isTelling(value)) this.#values.add(value);
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) this.#learn(part);
    }
  }
}

interface Hiding {
  /** What to show instead; `undefined` for the value itself. */
  readonly hide?: (key: string, value: unknown) => string | undefined;
}

function mapped(value: unknown, text: (text: string) => string, hiding: Hiding): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, text, hiding));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, hiding.hide?.(key, item) ?? mapped(item, text, hiding)]),
  );
}
