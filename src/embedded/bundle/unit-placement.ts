/** Where a bundle wants a unit: on a machine of it, beside another unit, on a new one; in a container there. @internal */
export interface UnitPlacement {
  readonly containerType: string;
  /** `new`, or the id that the bundle gives a machine; `''` where it is an application that is named. */
  readonly machine: string;
  readonly application: string;
  /** -1 for one unit after the other. */
  readonly unit: number;
}

/** `0`, `new`, `lxd:0`, `web`, `lxd:web/1`; `undefined` for what is none. @internal */
export function parseUnitPlacement(text: string): UnitPlacement | undefined {
  const match =
    /^(?:(?<container>[^:]+):)?(?:(?<machine>new|\d+)|(?<application>[a-z][a-z0-9-]*)(?:\/(?<unit>\d+))?)$/.exec(
      text,
    );
  if (!match?.groups) return undefined;
  const { container = '', machine = '', application = '', unit } = match.groups;
  return { containerType: container, machine, application, unit: unit === undefined ? -1 : Number(unit) };
}
