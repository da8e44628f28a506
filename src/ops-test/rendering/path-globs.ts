/** Whether a path matches one of the globs; `*` and `?` stand for any characters, slashes too. @internal */
export function matchesAny(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => regExpOf(glob).test(path));
}

function regExpOf(glob: string): RegExp {
  const source = glob.replaceAll(/\*+|\?|\[!?[^\]]+\]|[\s\S]/g, (part) => {
    if (part.startsWith('*')) return '[\\s\\S]*';
    if (part === '?') return '[\\s\\S]';
    if (part.length > 1) return part.replace('[!', '[^');
    return part.replace(/[.+^${}()|[\]\\/]/, String.raw`\$&`);
  });
  return new RegExp(`^${source}$`);
}
