/**
 * Whether this process is one of Jest's workers. A program that starts Jest may have a channel to it too, but then this
 * is not a worker of Jest's.
 *
 * @internal
 */
export function isWorker(): boolean {
  return process.send !== undefined && /[\\/]jest-worker[\\/]/.test(require.main?.filename ?? '');
}
