/**
 * Writes lines for people to the error output, where they do not mix with what a program reads from us.
 *
 * @internal
 */
export function notice(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`[jest-operator] ${line}\n`);
}
