/** So much earlier, for what the question itself took. */
const marginMs = 2_000;

/**
 * When a test began by the controller's clock, which may differ from ours. That of an embedded one is ours, however fast
 * its delays pass.
 *
 * @param controllerNow - what the controller's clock shows now
 * @param startedAt - by this machine's clock
 * @returns `undefined` where it cannot be known: then everything may be of the test
 * @internal
 */
export function sinceByController(
  controllerNow: Date | undefined,
  startedAt: Date,
  now = Date.now(),
): Date | undefined {
  if (!controllerNow) return undefined;
  return new Date(controllerNow.getTime() - (now - startedAt.getTime() + marginMs));
}
