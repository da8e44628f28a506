const hidden = '<hidden>';

/** Words in the name of a value that is nobody's business. */
const secretName = String.raw`(?:pass(?:word|wd|phrase)|secret|token|credential|macaroon|api[-_]?key|access[-_]?key|private[-_]?key)`;

/*
 * A log has lines of any length, and nothing else goes on while one is searched: so no pattern may look through the
 * rest of a line again from each of its characters. None begins with what has no end, and names have a longest length.
 */
const nameEnd = String.raw`[\w-]{0,64}`;
const quoted = String.raw`"(?:[^"\\\n]|\\.)+"|'[^'\n]+'`;

/** A value that follows its name: `password=…`, `"admin-password": "…"`. */
const assignment = new RegExp(
  String.raw`(${secretName}${nameEnd}["']?\s{0,64}[=:]\s{0,64})(?:${quoted}|[^\s"',;&{}[\]]+)`,
  'gi',
);
/** A value that follows a flag: `--password …`. */
const flag = new RegExp(
  String.raw`((?<![\w-])--?(?!-)[\w-]{0,64}?${secretName}${nameEnd}[ \t]{1,64})(?:${quoted}|[^\s"',;&{}[\]-][^\s"',;&{}[\]]*)`,
  'gi',
);
const bearer = /\b(Bearer|Basic|Macaroon)\s+[\w~+/.=-]{8,}/gi;
const pem = /-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g;
/** A password may have at signs, though none should. */
const inUrl = /([a-z0-9+.-]:\/\/[^\s/:@]*:)[^\s/@]+@(?:[^\s/@"']*@)*/gi;

/** What is shorter, or a mere word, is found by chance in what is no secret. */
const isTelling = (value: string): boolean => value.length >= 8 && !/^[a-z]{1,15}$/.test(value);

/**
 * A text of a model's (of its log, of a status) without what looks like a password, a token, a key or a secret: what
 * charms write is not ours to trust, and errors and reports end up where everybody reads them.
 *
 * @internal
 */
export function hideSecrets(text: string): string {
  return text
    .replaceAll(pem, `-----BEGIN $1-----\n${hidden}`)
    .replaceAll(bearer, `$1 ${hidden}`)
    .replaceAll(inUrl, `$1${hidden}@`)
    .replaceAll(assignment, `$1${hidden}`)
    .replaceAll(flag, `$1${hidden}`);
}

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
    return hideSecrets(text);
  }

  /** The text without the secrets that have been seen so far. */
  withoutKnown(text: string): string {
    let shown = text;
    for (const value of this.#values) {
      // The text may be JSON.
      const written = JSON.stringify(value).slice(1, -1);
      shown = shown.replaceAll(value, hidden).replaceAll(written, hidden);
    }
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
