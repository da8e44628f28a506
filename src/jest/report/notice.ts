import { writeSync } from 'node:fs';

/**
 * Writes lines for people to the error output, where they do not mix with what a program reads from us.
 *
 * @internal
 */
export function notice(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(text(line));
}

/** The same while the process ends: Jest takes away `process.stderr.write` before it does. @internal */
export function lastNotice(...lines: readonly string[]): void {
  try {
    for (const line of lines) writeSync(process.stderr.fd, text(line));
  } catch {
    // Nobody is left to read it.
  }
}

const text = (line: string): string => `[jest-operator] ${line}\n`;
