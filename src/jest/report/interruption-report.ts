import { fileOf } from './model-report';

/** What is said of an interruption at once. @internal */
export function interruptedLine(by: string, names: readonly string[]): string {
  if (names.length === 0) return `interrupted by ${by}`;
  return `interrupted by ${by}: destroying ${names.join(', ')}; interrupt again to leave that to the background`;
}

/**
 * What is said when the process ends without waiting for what is destroyed.
 *
 * @param why - `interrupted again`
 * @internal
 */
export function leftToBackground(why: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${why}: a process in the background destroys ${names.join(', ')}`];
}

/**
 * What is said of a worker that was told to end and does not hear it.
 *
 * @param testPaths - what it is at
 * @internal
 */
export function deafLine(testPaths: readonly string[]): string {
  const files = testPaths.map((testPath) => fileOf({ testPath })).join(', ') || 'a test file';
  return `${files} never gives way to the event loop: its worker is killed, and what it has made cleared away`;
}

/** What is said when the end has come, and all has gone. @internal */
export const nothingLeftLine = 'interrupted: nothing is left over';
