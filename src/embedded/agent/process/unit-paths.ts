import { join } from 'node:path';

/** Where the things of a unit are; all within `root`. @internal */
export interface UnitPaths {
  readonly root: string;
  readonly charm: string;
  readonly socket: string;
  /** In `PATH` where it is there: the charm's Python by its name. */
  readonly commands: string;
  readonly resources: string;
  readonly storage: string;
  /** What the charm of a pod sees as /charm. */
  readonly pod: string;
  /** The roots of a pod's containers. */
  readonly containers: string;
}

/** The places of a unit below its folder. The path of the socket has to be short: 104 bytes on macOS. @internal */
export function unitPaths(root: string, unit: string): UnitPaths {
  return {
    root,
    charm: join(root, `unit-${unit.replace('/', '-')}`, 'charm'),
    socket: join(root, 'agent.socket'),
    commands: join(root, 'commands'),
    resources: join(root, 'resources'),
    storage: join(root, 'storage'),
    pod: join(root, 'pod'),
    containers: join(root, 'containers'),
  };
}
