/** A word as a shell takes it for itself. @internal */
export const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
