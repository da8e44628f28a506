/** What a list of patterns says of a path, `/` between its parts: to leave it out, or not. @internal */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly matches: RegExp;
  readonly onlyFolders: boolean;
  readonly ignores: boolean;
}

/**
 * Reads patterns in the form of a `.gitignore`: the last one that fits decides, `!` takes in again, a `/` within or at
 * the beginning ties a pattern to the top, one at the end makes it one for folders.
 *
 * @internal
 */
export function ignoreRules(text: string): IgnoreRules {
  const rules = text.split(/\r?\n/).flatMap(ruleOf);
  return (path, isFolder) => {
    const last = rules.findLast(
      ({ matches, onlyFolders }) => (isFolder || !onlyFolders) && matches.test(path),
    );
    return last?.ignores ?? false;
  };
}

function ruleOf(line: string): Rule[] {
  const pattern = line.replace(/(?<!\\)\s+$/, '');
  if (pattern === '' || pattern.startsWith('#')) return [];
  const ignores = !pattern.startsWith('!');
  const positive = ignores ? pattern.replace(/^\\(?=[!#])/, '') : pattern.slice(1);
  const onlyFolders = positive.endsWith('/');
  const body = onlyFolders ? positive.slice(0, -1) : positive;
  const anchored = body.includes('/');
  const source = toSource(body.replace(/^\//, ''));
  if (source === undefined) return [];
  return [{ matches: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, 's'), onlyFolders, ignores }];
}

/** The pattern as a regular expression; `undefined` where it is none that git would understand. */
function toSource(pattern: string): string | undefined {
  const source = pattern.replaceAll(token, (whole: string) => {
    if (whole === '**/') return '(?:.*/)?';
    if (whole === '/**') return '/.*';
    if (whole === '**' || whole === '*') return '[^/]*';
    if (whole === '?') return '[^/]';
    if (whole.startsWith('[') && whole.length > 1) return whole.replace(/^\[!/, '[^');
    return whole.replace(/^\\(?=.)/s, '').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  try {
    new RegExp(source);
    return source;
  } catch {
    return undefined;
  }
}

const token = /\*\*\/|\/\*\*$|\*+|\?|\[!?\]?[^\]]*\]|\\[^]|[^]/g;
