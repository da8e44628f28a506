/**
 * Whether a path matches one of the globs; `*` and `?` stand for any characters, slashes too, and a slash at the end says
 * no more than that a folder is meant.
 *
 * @throws TypeError for a glob that cannot be read
 * @internal
 */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  return globs.map(regExpOf).some((regExp) => regExp.test(path));
}

function regExpOf(glob: string): RegExp {
  const source = glob.replace(/(?<=[^/])\/+$/, '').replaceAll(/\*+|\?|\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part.startsWith('*')) return '[\\s\\S]*';
    if (part === '?') return '[\\s\\S]';
    if (part.length > 1) return part.replaceAll(/[\\^]/g, String.raw`\$&`).replace('[!', '[^');
    return part.replace(/[.+^${}()|[\]\\/]/, String.raw`\$&`);
  });
  try {
    return new RegExp(`^${source}$`);
  } catch (cause) {
    throw new TypeError(`The glob ${JSON.stringify(glob)} cannot be read: a range goes upwards, as [a-z]`, {
      cause,
    });
  }
}
