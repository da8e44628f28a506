/** The longest that a timer of Node's can be set to. */
const longestTimer = 2 ** 31 - 1;

/** A signal that fires after a while; none for a while that no timer can hold, `Infinity` among them. @internal */
export function timeoutSignal(milliseconds: number): AbortSignal | undefined {
  return milliseconds > longestTimer ? undefined : AbortSignal.timeout(Math.ceil(milliseconds));
}
