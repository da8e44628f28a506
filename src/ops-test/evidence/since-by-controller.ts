/** @internal */
export interface TestStart {
  /** By this machine's clock. */
  readonly startedAt: Date;
  readonly timeScale: number;
}

/** So much earlier, for what the question itself took. */
const marginMs = 2_000;

/**
 * When a test began by the controller's clock, which may differ from ours, and on an embedded controller runs faster.
 *
 * @param controllerNow - what the controller's clock shows now
 * @returns `undefined` where it cannot be known: then everything may be of the test
 * @internal
 */
export function sinceByController(
  controllerNow: Date | undefined,
  { startedAt, timeScale }: TestStart,
  now = Date.now(),
): Date | undefined {
  if (!controllerNow || !Number.isFinite(timeScale)) return undefined;
  return new Date(controllerNow.getTime() - (now - startedAt.getTime() + marginMs) * timeScale);
}
